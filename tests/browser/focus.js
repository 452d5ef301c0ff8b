// Every link, button and field, focused one after the other as by the Tab key -> those whose focus does not show: no
// outline of two pixels that stands out 3 to 1 from the page, or a box that something else lies over.
async () => {
  const said = new Set();
  const targets = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.closest('details:not([open]) > :not(summary)'));
  const words = one => `${one.tagName.toLowerCase()} “${(one.textContent || one.getAttribute('aria-label') || '').trim().replace(/\s+/g, ' ').slice(0, 40)}”`;
  for (const one of targets) {
    if (one.tabIndex > 0) said.add(`${words(one)} is put before others by its tabindex`);
    if (one.tabIndex < 0) continue;
    one.focus({ focusVisible: true });
    if (document.activeElement !== one) { said.add(`${words(one)} takes no focus`); continue; }
    // A field may leave it to the frame that holds it and its button.
    const shown = [one, one.parentElement].map(each => getComputedStyle(each)).some(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2);
    if (!shown) said.add(`${words(one)} shows no outline`);
    const boxes = [...one.getClientRects()].filter(box => box.width && box.height);
    const clear = boxes.some(box => {
      const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2, top = document.elementFromPoint(x, y);
      return one.contains(top);
    });
    if (!clear) said.add(`${words(one)} is hidden by something while it has the focus`);
  }
  document.activeElement.blur();
  return { said: [...said], looked: targets.length };
}
