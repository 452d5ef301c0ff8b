// A link to the search page becomes a box that leads there, with what was typed in the fragment of the address. The link
// itself says how: data-search names the classes of the box, data-label says what it is for.
(() => {
  "use strict";

  const make = (tag, name, settings, ...inside) => {
    const element = Object.assign(document.createElement(tag), { className: name, ...settings });
    element.append(...inside);
    return element;
  };

  document.querySelectorAll("a[data-search]").forEach((link, number) => {
    const { search: name, label: words } = link.dataset, id = `look-${number}`;
    const field = make("input", `${name}__field`, { id, type: "search", autocomplete: "off", enterKeyHint: "search", maxLength: 200 });
    const button = make("button", `${name}__button`, { type: "submit" }, ...[...link.childNodes].map((node) => node.cloneNode(true)));
    if (link.dataset.short) field.placeholder = link.dataset.short;
    const form = make("form", `${name}-form`, {}, make("label", `${name}__label`, { htmlFor: id }, words), make("div", name, {}, field, button));
    form.setAttribute("role", "search");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const q = field.value.trim();
      location.assign(link.href + (q ? `#q=${encodeURIComponent(q)}` : ""));
    });
    link.replaceWith(form);
  });
})();
