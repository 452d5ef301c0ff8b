// Search. Pagefind looks, in this browser; this asks it and shows what it found. The question stands in the fragment of
// the address, so that it can be sent on and no server hears of it. All that is shown is made of elements and of text.
(() => {
  "use strict";
  const at = (name) => document.querySelector(`[data-at="${name}"]`);
  const [ask, list, count, facets, more, chips] = ["ask", "list", "count", "facets", "more", "chips"].map(at);
  const field = ask.querySelector("input");
  const data = JSON.parse(at("data").textContent);
  const labels = Object.fromEntries(Object.entries(data.labels).map(([name, values]) => [name, new Map(values)]));
  const names = Object.keys(labels);
  const sorts = { newest: { date: "desc" }, oldest: { date: "asc" } };
  const own = document.documentElement.lang, titled = document.title;
  const SHOWN = 10, PLACES = 3, LONGEST = 200, PAUSE = 200, PATIENCE = 2000;
  let state, held, typed, ready = false, turn = 0, found = [], shown = 0;

  const make = (tag, name, ...inside) => {
    const element = Object.assign(document.createElement(tag), name && { className: name });
    element.append(...inside);
    return element;
  };
  const link = (href, name, ...inside) => Object.assign(make("a", name, ...inside), { href });
  // What is looked for, and the fragment that says it.
  const read = () => {
    const given = new URLSearchParams(location.hash.slice(1));
    const one = (name, known) => (Object.hasOwn(known, given.get(name) ?? "") ? given.get(name) : "");
    const filters = Object.fromEntries(names.map((name) => [name, given.getAll(name).filter((value) => labels[name].has(value))]));
    state = { q: (given.get("q") ?? "").trim().slice(0, LONGEST), filters, sort: one("sort", sorts), language: one("language", data.languages) };
  };
  const fragment = (change) => {
    const { filters, ...rest } = { ...state, ...change };
    const given = [...Object.entries(rest), ...names.flatMap((name) => filters[name].map((value) => [name, value]))];
    return `#${new URLSearchParams(given.filter(([, value]) => value))}`;
  };
  const write = (step) => {
    const next = fragment();
    if (next !== (location.hash || "#")) history[step](null, "", next === "#" ? location.pathname + location.search : next);
  };
  const without = (name, value) => ({ ...state.filters, [name]: state.filters[name].filter((one) => one !== value) });
  const chosen = (filters) => Object.fromEntries(names.filter((name) => filters[name].length).map((name) => [name, { any: filters[name] }]));

  // Why there is no search, in words of the page; "" when there is.
  const fail = (why) => {
    const none = Boolean(why) && why !== "slow";
    for (const one of document.querySelectorAll("[data-why]")) one.hidden = one.dataset.why !== why;
    for (const one of [ask, at("how"), at("cannot")]) one.classList.remove("waits", "instead");
    at("cannot").hidden = !why;
    at("again").hidden = why !== "offline" && why !== "missing";
    ask.hidden = at("how").hidden = none;
    if (none) at("found").hidden = true;
  };

  // Pagefind, once its index can be read.
  const engine = new URL(data.engine, location.href).href;
  const entry = async () => (await fetch(new URL("pagefind-entry.json", engine), { cache: "no-store" })).text();
  const start = async () => {
    const worker = new URL("pagefind-worker.js", engine).href;
    window.trustedTypes?.createPolicy("default", { createScriptURL: (url) => (new URL(url, location.href).href === worker ? url : null) });
    const [pagefind, first] = await Promise.all([import(engine), entry()]);
    held = first;
    await pagefind.options({ baseUrl: "/", excerptLength: 24, ranking: { pageLength: 0, metaWeights: { title: 1 } } });
    document.documentElement.lang = state.language || own; // it looks there, once, for the language to search
    pagefind.init();
    document.documentElement.lang = own;
    await pagefind.search("");
    ready = true;
    fail("");
    return pagefind;
  };
  const lost = async () => {
    if (held && (await entry().catch(() => held)) !== held) location.reload(); // the portal was published anew meanwhile
    else fail(navigator.onLine ? "missing" : "offline");
  };

  // A result. What Pagefind marks becomes an element; whatever else was markup in the words, it has escaped.
  const marked = (excerpt) => excerpt.split(/<\/?mark>/).map((piece, number) => {
    const words = piece.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    return number % 2 ? make("mark", "", words) : words;
  });
  const excerpt = (one, title) => {
    const words = one.excerpt.split(" ").slice(one.plain_excerpt.startsWith(title) ? title.split(/\s+/).length : 0).join(" ");
    return [/^(<mark>)?\p{Ll}/u.test(words) ? "… " : "", ...marked(words), /[.?!](<\/mark>)?$/.test(words) ? "" : " …"];
  };
  const address = (url) => data.root + url.replace(/\/index\/([^/]+)\.html$/, "/index.html#$1");
  const place = (one) => make("li", "result__place", link(address(one.url), "", one.title), " ", make("span", "", ...excerpt(one, one.title)));
  const result = (page) => {
    const [kind] = page.filters.kind, years = [...(page.filters.year ?? [])].sort();
    const places = kind === "place" ? [] : (page.filters.authority ?? []).map((value) => labels.authority.get(value) ?? value);
    const about = [labels.kind.get(kind) ?? kind, places.join(", "), years.length > 1 ? `${years[0]}–${years.at(-1)}` : years[0]];
    const mark = document.querySelector(`.key [href="#${data.marks[kind]}"]`)?.parentNode.cloneNode(true);
    const inside = page.sub_results.filter((one) => one.anchor).sort((a, b) => b.locations.length - a.locations.length).slice(0, PLACES);
    return make("li", "result",
      make("p", "result__meta", ...(mark ? [mark] : []), ...about.filter(Boolean).map((words) => make("span", "", words))),
      make("h3", "result__title", link(address(page.url), "", page.meta.title)),
      inside.length ? make("ul", "result__places", ...inside.map(place)) : make("p", "result__excerpt", ...excerpt(page, page.meta.title)));
  };
  const next = async () => {
    const mine = turn, pages = await Promise.all(found.slice(shown, shown + SHOWN).map((one) => one.data()));
    if (mine !== turn) return null;
    const items = pages.map(result);
    list.append(...items);
    shown += items.length;
    more.hidden = shown >= found.length;
    return items[0];
  };

  // What stands around the results.
  const chip = (name, value) => make("li", "", link(fragment({ filters: without(name, value) }), "chips__link",
    labels[name].get(value), make("span", "visually-hidden", `, ${chips.dataset.remove}`), " ×"));
  const frame = () => {
    if (state.filters.audience.includes(data.young)) at("leave")?.removeAttribute("hidden"); // and it stays, whatever is looked for next
    chips.replaceChildren(...names.flatMap((name) => state.filters[name].map((value) => chip(name, value))));
    for (const one of at("order").children) {
      const words = one.textContent, { sort } = one.dataset;
      one.replaceChildren(sort === state.sort ? make("strong", "", words) : link(fragment({ sort }), "", words));
    }
    Object.assign(list, { lang: state.language || own, dir: data.languages[state.language] ?? "" });
    document.title = state.q ? `${state.q}: ${titled}` : titled;
  };
  // What hints.js tells of the answer, and may look up for it.
  const hinted = (pagefind, mine) => {
    const waits = [], { q } = state, look = async (word) => (await pagefind.search(word)).results.length;
    ask.dispatchEvent(new CustomEvent("answered", { detail: {
      q, found: found.length, look, href: (words) => fragment({ q: words }), stands: () => mine === turn, wait: (one) => waits.push(one) } }));
    return Promise.all(waits);
  };
  const say = (words) => { count.textContent = at("told").textContent = words; };
  const tally = async (group) => {
    const name = group.dataset.filter, holder = group.querySelector("fieldset"), mine = turn, pagefind = await starting;
    await pagefind.filters();
    const counts = (await pagefind.search(state.q || null, { filters: chosen({ ...state.filters, [name]: [] }) })).filters[name] ?? {};
    if (mine !== turn) return;
    if (!holder.querySelector("label")) holder.append(...[...labels[name]].map(([value, label]) => make("label", "facets__option",
      Object.assign(make("input", "facets__box"), { type: "checkbox", name, value }), label, make("span", "facets__count"))));
    for (const option of holder.querySelectorAll("label")) {
      const box = option.firstChild, pages = Object.hasOwn(counts, box.value) ? counts[box.value] : 0;
      box.checked = state.filters[name].includes(box.value);
      option.lastChild.textContent = pages;
      option.hidden = !pages && !box.checked;
    }
  };
  const run = async () => {
    const mine = (turn += 1), filters = chosen(state.filters), asked = Boolean(state.q || Object.keys(filters).length);
    frame();
    at("found").hidden = !asked;
    list.setAttribute("aria-busy", asked);
    if (!asked || !ready) say(asked ? count.dataset.looking : "");
    if (!asked) return;
    try {
      const pagefind = await starting, answer = await pagefind.search(state.q || null, { filters, sort: sorts[state.sort] ?? {} });
      if (mine !== turn) return;
      if (!answer.results.length && (await entry()) !== held) location.reload();
      [found, shown] = [answer.results, 0];
      list.replaceChildren();
      await next();
      if (mine !== turn) return;
      say(count.dataset[["none", "single"][found.length] ?? "many"].replace("#", found.length));
      await hinted(pagefind, mine);
      await Promise.all([...facets.querySelectorAll("details[open]")].map(tally));
      if (mine === turn) list.setAttribute("aria-busy", false);
    } catch {
      if (mine === turn) await lost();
    }
  };

  // What a reader does.
  const look = (step) => { clearTimeout(typed); state.q = field.value.trim(); write(step); run(); };
  field.addEventListener("input", () => { clearTimeout(typed); typed = setTimeout(look, PAUSE, "replaceState"); });
  ask.addEventListener("submit", (event) => { event.preventDefault(); look("pushState"); });
  facets.addEventListener("toggle", ({ target }) => target.open && tally(target).catch(lost), true);
  facets.addEventListener("change", ({ target: { name, value, checked } }) => {
    state.filters = without(name, value);
    if (checked) state.filters[name].push(value);
    write("pushState");
    run();
  });
  more.addEventListener("click", () => next().then((first) => first?.querySelector("a").focus(), lost));
  at("again").addEventListener("click", () => location.reload());
  at("narrow").addEventListener("click", () => facets.querySelector("summary").focus());
  addEventListener("hashchange", () => {
    if (location.hash && !location.hash.includes("=")) return; // a place in this page
    const { language } = state;
    read();
    if (language !== state.language) location.reload();
    field.value = state.q;
    run();
    if (document.activeElement === document.body) count.focus({ preventScroll: true }); // what was pressed is gone
  });

  read();
  if (location.protocol === "file:") return fail("file");
  fail("");
  field.value = state.q;
  const starting = start();
  starting.catch(lost);
  setTimeout(() => ready || !at("cannot").hidden || fail("slow"), PATIENCE);
  run();
})();
