// Keys and light. Every key presses a button or link that is on the page, so nothing here can do
// what the page without it cannot.
"use strict";
(() => {
  const all = (what, from = document) => [...from.querySelectorAll(what)];
  const cards = () => all(".card");
  let current = null; // the id of the card that was last in focus

  function light(card) {
    for (const mark of all("mark.lit")) mark.classList.remove("lit");
    const own = all("mark[data-claims]").filter((mark) => mark.dataset.claims.split(" ").includes(card.id));
    for (const mark of own) mark.classList.add("lit");
    if (own.length) own[0].scrollIntoView({ block: "nearest" });
  }
  const at = () => Math.max(0, cards().findIndex((card) => card.id === current));
  function go(card) {
    if (!card) return false;
    card.focus();
    card.scrollIntoView({ block: "nearest" });
    return true;
  }
  function press(key, where) {
    const target = all(`[data-key="${CSS.escape(key)}"]`, where).find((one) => where !== document || !one.closest(".card"));
    if (!target) return false;
    target.click();
    return true;
  }
  function correct(card, n) {
    const link = all("a.edit", card)[n - 1];
    if (link) link.click();
    return Boolean(link);
  }
  function done(event, held) {
    const key = event.key, here = held[at()];
    if (held.length && key === "j") return go(held[at() + (current ? 1 : 0)]);
    if (held.length && key === "k") return go(held[at() - 1]);
    if (key === "n") {
      const next = held.find((card, i) => (i > at() || !current) && card.dataset.status === "waits");
      if (next) return go(next);
      const link = document.querySelector("[data-next]");
      if (link) link.click();
      return Boolean(link);
    }
    if (key === "t" && document.getElementById("text")) { document.getElementById("text").focus(); return true; }
    if (here && /^[1-9]$/.test(key)) return correct(here, Number(key));
    return (here && press(key, here)) || press(key, document);
  }
  document.addEventListener("focusin", (event) => {
    const card = event.target.closest(".card");
    if (card && card.id !== current) { current = card.id; light(card); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea")) {
      if (event.key !== "Escape") return;
      const shut = event.target.closest("form")?.querySelector("[data-close]");
      if (shut) shut.click();
      else go(cards()[at()]);
      return;
    }
    if (done(event, cards())) event.preventDefault();
  });
  const asked = location.hash && document.getElementById(location.hash.slice(1));
  if (asked && asked.matches(".card")) go(asked);
})();
