// A page about to be printed -> what it should be on paper, and what it must not be. One call a page.
//
// Every row, card, picture and fold gets two marks, at its first words and at its last: a few letters of one pixel that
// take no room and that a reader of the PDF finds again, so that the sheet each end falls on is known. Called in print
// media, at the width of the sheet less its margins.
rule => {
  const shown = one => {
    const box = one.getBoundingClientRect();
    return one.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true }) && box.width > 2 && box.height > 0;
  };
  const short = text => { const one = text.trim().replace(/\s+/g, ' '); return one.length > 40 ? one.slice(0, 39) + '…' : one; };
  const named = one => one.tagName.toLowerCase() + (one.getAttribute('class') ? '.' + one.getAttribute('class').split(/\s+/)[0] : '');
  const told = one => `${named(one)} “${short(one.textContent)}”`;
  const forEars = one => { for (let at = one; at; at = at.parentElement) if (getComputedStyle(at).clipPath !== 'none') return true; return false; };
  const faults = [], all = [...document.body.querySelectorAll('*')].filter(one => !one.closest('svg') || one.matches('svg, svg *'));

  // What one presses, looks through or goes by. A button that names a column is its name; it must not look like a button.
  for (const one of document.querySelectorAll('nav, form, input, select, textarea, button, [role=search], [role=navigation], [data-listen], a[href="#main"]')) {
    if (!shown(one)) continue;
    const style = getComputedStyle(one);
    if (one.matches('th button') && style.borderTopStyle === 'none' && style.backgroundImage === 'none') continue;
    faults.push(`${told(one)} is printed`);
  }

  // No boxes of ink: a ground that is nearer to black than to white, larger than a mark.
  const dark = colour => {
    const [r, g, b, a = 1] = (colour.match(/[\d.]+/g) || []).map(Number);
    return a > 0.2 && (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255 < 0.5;
  };
  for (const one of [document.documentElement, ...all]) {
    const box = one.getBoundingClientRect();
    if (box.width > 30 && box.height > 30 && shown(one) && dark(getComputedStyle(one).backgroundColor)) faults.push(`${told(one)} is a dark box`);
  }
  const light = colour => { const [r, g, b, a = 1] = (colour.match(/[\d.]+/g) || []).map(Number); return a < 0.5 || (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255 > 0.55; };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const said = new Set();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const one = node.parentElement;
    if (node.data.trim() && !said.has(one) && !one.closest('svg') && one.checkVisibility() && light(getComputedStyle(one).color)) { said.add(one); faults.push(`${told(one)} is too pale for paper`); }
  }

  // The marks.
  let count = 0;
  const texts = one => {
    const found = [], walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (node.data.trim() && !node.parentElement.closest('svg, pre, [data-mark]') && node.parentElement.checkVisibility({ contentVisibilityAuto: true }) && !forEars(node.parentElement)) found.push(node);
    }
    return found;
  };
  // A mark stands before the first word of a piece of text or before its last: never at the edge, where the printer cuts it.
  const mark = (node, last) => {
    const name = `zq${count++}qz`, span = document.createElement('span'), loose = /flex|grid/.test(getComputedStyle(node.parentElement).display);
    span.dataset.mark = '';
    span.textContent = name;
    span.style.cssText = 'display:inline;font:0.3px/0 monospace;color:#000;white-space:nowrap;letter-spacing:0;margin:0;padding:0;border:0;' + (loose ? 'position:absolute' : '');
    const at = last && !loose ? node.data.trimEnd().lastIndexOf(' ') + 1 : 0;
    (at ? node.splitText(at) : node).before(span);
    return name;
  };
  const ends = one => { const found = texts(one); return found.length ? [[found[0], false], [found[found.length - 1], true]] : null; };
  const parts = [], heads = [], folds = [], headings = [];
  const kept = [...document.querySelectorAll('tbody tr, figure, li, article, dl > div, blockquote, .note')].filter(one => shown(one) && !one.closest('nav'));
  const plan = kept.map(one => ({ one, told: told(one), height: one.getBoundingClientRect().height, whole: one.matches('tr, figure'),
    nodes: (one.matches('tr') ? [...one.children] : [one]).map(ends).filter(Boolean).flat() })).filter(each => each.nodes.length);
  const tables = [...document.querySelectorAll('table')].filter(one => shown(one) && one.tHead && shown(one.tHead));
  const head = tables.map(one => ({ told: told(one), words: one.tHead.innerText.split(/\s+/).filter(word => /^[\p{L}\d]+$/u.test(word)),
    rows: [...one.querySelectorAll('tbody tr')].filter(shown).map(row => ends(row)).filter(Boolean).map(found => found[0]) }));

  // Of a fold, each tenth piece of what it says and the last. What is only there to be pressed may be left out with it.
  const folded = one => {
    const found = [], walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (node.data.trim() && !node.parentElement.closest('svg, pre, summary, legend, label') && !forEars(node.parentElement)) found.push(node);
    }
    const says = found.some(node => !node.parentElement.closest('a') && /\p{L}/u.test(node.data));
    return one.checkVisibility() || says ? found.filter((_, at) => at % 10 === 0 || at === found.length - 1) : [];
  };
  const open = [...document.querySelectorAll('details')].map(one => ({ told: told(one), nodes: folded(one) }));
  const over = [...document.querySelectorAll('h2, h3, h4')].filter(one => shown(one) && !forEars(one)).map(one => {
    const own = texts(one), walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    if (!own.length) return null;
    walk.currentNode = own[own.length - 1];
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (one.contains(node) || !node.data.trim() || node.parentElement.closest('svg, summary') || !node.parentElement.checkVisibility() || forEars(node.parentElement)) continue;
      return { told: told(one), nodes: [[own[own.length - 1], true], [node, false]] };
    }
    return null;
  }).filter(Boolean);
  const marks = new Map(), once = ([node, last]) => {
    const known = marks.get(node) || marks.set(node, {}).get(node);
    return known[last] ??= mark(node, last);
  };
  for (const each of plan) parts.push({ told: each.told, height: each.height, whole: each.whole, marks: each.nodes.map(once) });
  for (const each of head) heads.push({ told: each.told, words: each.words, marks: each.rows.map(once) });
  for (const each of open) folds.push({ told: each.told, words: each.nodes.map(node => [once([node, false]), node.data.trim()]) });
  for (const each of over) headings.push({ told: each.told, marks: each.nodes.map(once) });

  // Addresses that a reader of paper would have to press: to other sites, but for one that its own words say.
  const links = [...document.querySelectorAll('a[href^="http"]')].filter(shown).map(one => one.href);
  return { faults, parts, heads, folds, headings, links, own: document.querySelector('link[rel=canonical]')?.href ?? '' };
}
