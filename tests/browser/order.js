// A page on a narrow screen -> where what is seen does not follow the order in which it is written and, without
// styles, read: banner, main, footer; one h1 before every other heading; no block above the one before it. Within one row
// of a folded table, short pairs, one entry of a list or the line of a fold, parts may change places.
() => {
  const said = [];
  const marks = ['a.skip, body > a[href^="#"]', 'header', 'main', 'main h1', 'body > footer'].map(one => document.querySelector(one)).filter(Boolean);
  for (let i = 1; i < marks.length; i++) {
    if (!(marks[i - 1].compareDocumentPosition(marks[i]) & Node.DOCUMENT_POSITION_FOLLOWING)) said.push(`${marks[i].tagName.toLowerCase()} comes before ${marks[i - 1].tagName.toLowerCase()}`);
  }
  const first = document.querySelector('main h1, main h2, main h3, main h4');
  if (first && first.tagName !== 'H1') said.push(`the first heading is “${first.textContent.trim()}”`);
  const inline = one => getComputedStyle(one).display.startsWith('inline') || one instanceof SVGElement;
  const blocks = [...document.querySelectorAll('main *')].filter(one => !inline(one) && one.textContent.trim() && one.checkVisibility()
    && ![...one.children].some(child => !inline(child)) && one.getBoundingClientRect().width > 2 && !one.closest('thead'));
  for (let i = 1; i < blocks.length; i++) {
    const [one, next] = [blocks[i - 1], blocks[i]].map(each => each.getBoundingClientRect());
    const whole = 'tr, dl, summary, li', row = blocks[i].closest(whole);
    if (next.bottom < one.top + 2 && !(row && row === blocks[i - 1].closest(whole))) {
      said.push(`“${blocks[i].textContent.trim().slice(0, 40)}” stands above “${blocks[i - 1].textContent.trim().slice(0, 40)}”, which is read before it`);
    }
  }
  return { said, looked: blocks.length };
}
