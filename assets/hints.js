// What helps on from an answer of search.js: other words for what was asked, what was meant where a word stands nowhere, and
// the topic that goes by the name. All that is shown is made of elements and of text.
(() => {
  "use strict";
  const at = (name) => document.querySelector(`[data-at="${name}"]`);
  const { words, topics, labels } = JSON.parse(at("data").textContent);
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const split = (text) => text.match(/[\p{L}\p{N}]+/gu) ?? [];
  const link = (href, text) => Object.assign(document.createElement("a"), { href, textContent: text });
  const list = (href, several) => several.flatMap((text, number) => [number ? ", " : "", link(href(text), text)]);
  const LETTERS = 4, CLOSE = 8, WORDS = 8, OTHERS = 8;

  // How many letters must be put in, left out, changed or swapped to make one word of another.
  const apart = (one, other) => {
    const rows = [[...Array(other.length + 1).keys()]];
    for (let i = 1; i <= one.length; i += 1) {
      rows.push([i]);
      for (let j = 1; j <= other.length; j += 1) {
        const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1] ? rows[i - 2][j - 2] + 1 : Infinity;
        rows[i][j] = Math.min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (one[i - 1] !== other[j - 1]), swapped);
      }
    }
    return rows[one.length][other.length];
  };
  const known = new Set([...words.flat(), ...topics.flatMap(([, ...names]) => names), ...labels.authority.map(([, name]) => name)].flatMap(split).map(plain));
  const nearest = (word) => {
    const most = word.length < CLOSE ? 1 : 2;
    const near = [...known].map((other) => [apart(plain(word), other), other]).filter(([far]) => far && far <= most);
    return near.sort(([one], [other]) => one - other)[0]?.[1] ?? word;
  };

  const other = ({ q, found, href }) => {
    const asked = ` ${q.toLowerCase()} `, each = found ? [] : [...new Set(q.split(/\s+/))];
    const alike = (word) => ` ${word.toLowerCase()} `.includes(asked.trimEnd()) || asked.includes(` ${word.toLowerCase()} `);
    const others = q.length < 3 ? [] : words.filter((some) => some.some(alike)).flat().filter((word) => !alike(word)).slice(0, OTHERS);
    for (const [name, several, told] of [["others", others, others.length], ["fewer", each.length > 1 ? each : [], !found]]) {
      at(name).replaceChildren(...list(href, several));
      at(name).parentNode.hidden = !several.length;
      at(name).closest(".note").hidden = !told;
    }
    const topic = topics.find(([, ...names]) => names.some((name) => plain(name) === plain(q)));
    at("topic").replaceChildren(...(topic ? [link(topic[0], topic[1])] : []));
    at("topic").parentNode.hidden = !topic;
  };
  const meant = async ({ q, look, href, stands }) => {
    const asked = split(q).filter((word) => word.length >= LETTERS).slice(0, WORDS), counts = await Promise.all(asked.map(look));
    if (!stands()) return;
    const lost = asked.filter((_, number) => !counts[number]), told = lost.reduce((text, word) => text.replace(word, nearest(word)), q);
    at("lost").textContent = lost.map((word) => `“${word}”`).join(", ");
    at("meant").replaceChildren(link(href(told), told));
    at("lost").closest(".note").hidden = told === q;
  };

  at("ask").addEventListener("answered", ({ detail }) => {
    other(detail);
    detail.wait(meant(detail));
  });
})();
