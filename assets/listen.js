// Reads a page for young people aloud. The button is shown only where the browser has a voice of its own for the page's
// language: other voices would send the text away. What is read is the page's words, part by part, as they stand.
(() => {
  const button = document.querySelector("[data-listen]");
  const speech = window.speechSynthesis;
  if (!button || !speech || !window.SpeechSynthesisUtterance) return;

  const word = button.querySelector(".listen__word");
  const start = word.textContent;
  const language = document.documentElement.lang.split("-")[0].toLowerCase();
  let voice = null;
  let run = 0;

  const choose = () => {
    const own = speech.getVoices().filter((one) => one.localService === true && one.lang.toLowerCase().split(/[-_]/)[0] === language);
    voice = own.find((one) => one.lang.replace("_", "-") === document.documentElement.lang) || own[0] || null;
    button.classList.toggle("listen--silent", !voice);
  };

  // Every heading, paragraph and list item that is shown, in order, without what stands inside another of them.
  const parts = () => {
    const found = [];
    for (const part of document.querySelectorAll("[data-spoken]")) {
      for (const one of part.querySelectorAll("h1, h2, h3, p, li, dt, dd")) {
        if (one.closest("nav, [data-silent]") || one.contains(button) || one.querySelector("h3, p, li")) continue;
        const text = one.textContent.replace(/\s+/g, " ").trim();
        if (text && one.getClientRects().length) found.push([one, text]);
      }
    }
    return found;
  };

  const stop = () => {
    run += 1;
    speech.cancel();
    word.textContent = start;
    for (const one of document.querySelectorAll(".is-spoken")) one.classList.remove("is-spoken");
  };

  const read = () => {
    const mine = (run += 1);
    const queue = parts();
    word.textContent = button.dataset.stop;
    const next = () => {
      if (mine !== run) return;
      for (const one of document.querySelectorAll(".is-spoken")) one.classList.remove("is-spoken");
      const [element, text] = queue.shift() || [];
      if (!element) return stop();
      const said = new SpeechSynthesisUtterance(text);
      said.voice = voice;
      said.lang = voice.lang;
      said.rate = 0.95;
      said.onend = next;
      said.onerror = stop;
      element.classList.add("is-spoken");
      speech.speak(said);
    };
    next();
  };

  button.addEventListener("click", () => (word.textContent === start ? read() : stop()));
  window.addEventListener("pagehide", () => speech.cancel());
  speech.addEventListener?.("voiceschanged", choose);
  choose();
})();
