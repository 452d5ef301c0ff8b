// A page as shown -> text that is too faint on what it stands on: under 7 to 1, as WCAG's AAA asks of text to read;
// 4.5 where letters are large (24 pixels, or 18.66 and bold). axe leaves text open that something touches; here what
// text stands on is the nearest ground painted around it, and a drawing's text its own halo, so that none is left open.
() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const known = new Map();
  const colour = written => {
    if (!known.has(written)) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = written;
      canvas.fillRect(0, 0, 1, 1);
      known.set(written, [...canvas.getImageData(0, 0, 1, 1).data]);
    }
    return known.get(written);
  };
  const light = ([r, g, b]) => [r, g, b].map(one => one / 255).map(one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
    .reduce((sum, one, i) => sum + one * [0.2126, 0.7152, 0.0722][i], 0);
  const ratio = (one, other) => { const [a, b] = [light(one), light(other)].sort((x, y) => y - x); return (a + 0.05) / (b + 0.05); };
  const grounds = new Map([[null, [255, 255, 255, 255]]]);
  const ground = element => {
    if (!grounds.has(element)) {
      const own = colour(getComputedStyle(element).backgroundColor);
      grounds.set(element, own[3] === 255 ? own : own[3] === 0 ? ground(element.parentElement) : null);
    }
    return grounds.get(element);
  };
  const said = new Set();
  let looked = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const done = new Set();
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || done.has(element) || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
    done.add(element);
    looked++;
    const style = getComputedStyle(element), drawn = element instanceof SVGElement;
    const halo = drawn && style.stroke !== 'none' && parseFloat(style.strokeWidth) >= 2;
    const on = halo ? colour(style.stroke) : ground(element);
    const ink = colour(drawn ? style.fill : style.color);
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 600);
    const words = node.data.trim().replace(/\s+/g, ' ').slice(0, 40);
    if (!on || ink[3] !== 255) said.add(`“${words}” is half transparent`);
    else if (ratio(ink, on) < (large ? 4.5 : 7)) said.add(`“${words}” is ${ratio(ink, on).toFixed(2)} to 1 on its ground, under ${large ? 4.5 : 7}`);
  }
  return { said: [...said], looked };
}
