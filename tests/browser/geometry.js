// A page as laid out -> what lies over what, what is cut off, what is too small to press. One call a page and setting.
//
// The answer has a list of sentences for each question: sideways, overlaps, cut, targets; and counted, how many things
// of each kind were looked at, so that a check that saw nothing can be told from one that found nothing.
() => {
  const root = document.documentElement, wide = root.clientWidth;
  const short = text => { const one = text.trim().replace(/\s+/g, ' '); return one.length > 40 ? one.slice(0, 39) + '…' : one; };
  const named = element => element.tagName.toLowerCase() + (element.getAttribute('class') ? '.' + element.getAttribute('class').split(/\s+/)[0] : '');
  const styles = new Map();
  const style = element => styles.get(element) || styles.set(element, getComputedStyle(element)).get(element);

  // A box that clips what is in it, as far as it does; null where nothing clips. What is for ears only is clipped to nothing.
  const clips = new Map([[root, null], [null, null]]);
  const clip = element => {
    if (clips.has(element)) return clips.get(element);
    const around = clip(element.parentElement), own = style(element);
    let found = around;
    const clipped = own.overflowX !== 'visible' || own.overflowY !== 'visible';
    if (own.clipPath !== 'none' && element.getBoundingClientRect().width <= 2) found = { left: 0, right: 0, top: 0, bottom: 0 };
    else if (element !== document.body && clipped && !(element instanceof SVGElement)) {
      const box = element.getBoundingClientRect();
      found = around ? { left: Math.max(box.left, around.left), right: Math.min(box.right, around.right),
                         top: Math.max(box.top, around.top), bottom: Math.min(box.bottom, around.bottom) } : box;
    }
    clips.set(element, found);
    return found;
  };

  // Every piece of text on a line, as the box from the height of its capitals to its base line: what a reader sees of it,
  // without the room above and below that letters of neighbouring lines may share.
  const texts = [], cut = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    range.selectNodeContents(node);
    const edge = clip(element), picture = element.closest('svg');
    const frame = picture && style(picture).overflowX !== 'visible' && picture.getBoundingClientRect();
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1 || box.bottom + scrollY < 0) continue;
      if (edge && (edge.right - edge.left < 2 || edge.bottom - edge.top < 2)) continue;
      const one = { left: box.left, right: box.right, top: box.top + 0.17 * box.height, bottom: box.bottom - 0.19 * box.height, element, node };
      texts.push(one);
      if (box.left < -1 || box.right > wide + 1) cut.push(`“${short(node.data)}” runs over the edge of the page`);
      else if (edge && (box.right > edge.right + 1 || box.left < edge.left - 1 || one.bottom > edge.bottom + 1 || one.top < edge.top - 1)) {
        cut.push(`“${short(node.data)}” is cut off by what is around it`);
      } else if (frame && (box.right > frame.right + 1 || box.left < frame.left - 1 || one.bottom > frame.bottom + 1 || one.top < frame.top - 1)) {
        cut.push(`“${short(node.data)}” runs out of its drawing`);
      }
    }
  }
  const clipping = [...document.querySelectorAll('body *')].filter(one => !(one instanceof SVGElement) && one.checkVisibility()
    && (style(one).overflowX !== 'visible' || style(one).overflowY !== 'visible'));
  for (const one of clipping) {
    if (one.clientWidth <= 1 || one.clientHeight <= 1) continue;
    if (style(one).overflowX === 'hidden' && one.scrollWidth > one.clientWidth + 1) cut.push(`${named(one)} hides what is ${one.scrollWidth} wide in ${one.clientWidth}`);
    if (style(one).overflowY === 'hidden' && one.scrollHeight > one.clientHeight + 1) cut.push(`${named(one)} hides what is ${one.scrollHeight} high in ${one.clientHeight}`);
  }

  // Text over text, or over a field, a button or a picture that it is no part of. A pixel or two of contact is none.
  const solid = [...document.querySelectorAll('input, button, select, textarea, img, svg')]
    .filter(one => !one.parentElement.closest('svg') && one.checkVisibility({ visibilityProperty: true }) && !one.closest('.sprite'))
    .map(one => { const { left, right, top, bottom } = one.getBoundingClientRect(); return { left, right, top, bottom, element: one, node: null }; })
    .filter(one => one.right - one.left > 2 && one.bottom - one.top > 2);
  const overlaps = [], all = [...texts, ...solid].sort((one, other) => one.top - other.top);
  const related = (one, other) => one.node === other.node ? one.node !== null || one.element === other.element
    : (!one.node || !other.node) && (one.element.contains(other.element) || other.element.contains(one.element));
  for (let i = 0; i < all.length; i++) {
    for (let j = i + 1; j < all.length && all[j].top < all[i].bottom - 2; j++) {
      const one = all[i], other = all[j];
      if (!one.node && !other.node) continue;
      if (Math.min(one.right, other.right) - Math.max(one.left, other.left) <= 2 || Math.min(one.bottom, other.bottom) - other.top <= 2) continue;
      if (related(one, other)) continue;
      const tell = part => part.node ? `“${short(part.node.data)}”` : named(part.element);
      overlaps.push(`${tell(one)} and ${tell(other)} lie over one another`);
    }
  }

  // WCAG 2.2, 2.5.8: 24 pixels each way; or a circle of 24 around its middle that touches no other target nor the circle
  // of another small one; or a link in a sentence. A label belongs to its field.
  const press = [];
  for (const one of document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')) {
    if (!one.checkVisibility({ visibilityProperty: true })) continue;
    const edge = clip(one), label = one.matches('input') ? one.closest('label') : null;
    if (edge && edge.right - edge.left < 2) continue;
    const boxes = [...one.getClientRects()].filter(box => box.width > 0 && box.height > 0 && box.bottom + scrollY > 0);
    for (const child of one.querySelectorAll('*')) if (style(child).display !== 'inline') boxes.push(...child.getClientRects());
    if (label) boxes.push(label.getBoundingClientRect());
    if (!boxes.length) continue;
    const box = { left: Math.min(...boxes.map(b => b.left)), right: Math.max(...boxes.map(b => b.right)),
                  top: Math.min(...boxes.map(b => b.top)), bottom: Math.max(...boxes.map(b => b.bottom)), element: one };
    box.small = box.right - box.left < 23.9 || box.bottom - box.top < 23.9;
    box.parts = boxes;
    press.push(box);
  }
  const sentence = link => {
    if (!link.matches('a') || style(link).display !== 'inline') return false;
    let block = link.parentElement;
    while (style(block).display === 'inline') block = block.parentElement;
    const said = [...block.childNodes].map(node => node.textContent).join('').replace(/[\s,;·]+/g, '');
    const linked = [...block.querySelectorAll('a')].map(one => one.textContent).join('').replace(/[\s,;·]+/g, '');
    return said.length > linked.length;
  };
  const targets = [];
  for (const one of press.filter(each => each.small && !sentence(each.element))) {
    const x = (one.left + one.right) / 2, y = (one.top + one.bottom) / 2;
    const near = press.find(other => other !== one && !other.element.contains(one.element) && !one.element.contains(other.element) && (other.small
      ? Math.hypot((other.left + other.right) / 2 - x, (other.top + other.bottom) / 2 - y) < 24
      : other.parts.some(box => Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom)) < 12)));
    if (near) {
      targets.push(`${named(one.element)} “${short(one.element.textContent)}” is ${Math.round(one.right - one.left)} by `
        + `${Math.round(one.bottom - one.top)}, too near “${short(near.element.textContent)}”`);
    }
  }
  const sideways = root.scrollWidth > wide ? [`the page is ${root.scrollWidth} wide in ${wide}`] : [];
  const once = list => [...new Set(list)];
  return { sideways, overlaps: once(overlaps), cut: once(cut), targets: once(targets),
           counted: { texts: texts.length, solid: solid.length, clipping: clipping.length, targets: press.length } };
}
