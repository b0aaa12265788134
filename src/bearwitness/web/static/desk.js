// Keys and light for the report page. Every key presses a button or link that is on the page, so
// nothing here can do what the page without it cannot.
"use strict";
(() => {
  const cards = [...document.querySelectorAll(".card")];
  let at = Math.max(0, cards.findIndex((card) => "#" + card.id === location.hash));

  function light(card) {
    for (const mark of document.querySelectorAll("mark.lit")) mark.classList.remove("lit");
    const own = [...document.querySelectorAll("mark[data-claims]")]
      .filter((mark) => mark.dataset.claims.split(" ").includes(card.id));
    for (const mark of own) mark.classList.add("lit");
    if (own.length) own[0].scrollIntoView({ block: "nearest" });
  }
  function go(to) {
    if (to < 0 || to >= cards.length) return;
    at = to;
    cards[at].focus();
    cards[at].scrollIntoView({ block: "nearest" });
    light(cards[at]);
  }
  for (const [i, card] of cards.entries()) card.addEventListener("focusin", () => { at = i; light(card); });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !cards.length) return;
    if (event.target.closest("input, select, textarea")) {
      if (event.key === "Escape") cards[at].focus();
      return;
    }
    if (event.key === "j") go(at + 1);
    else if (event.key === "k") go(at - 1);
    else if (event.key === "n") go(cards.findIndex((card, i) => i > at && card.dataset.status === "waits"));
    else {
      const button = cards[at].querySelector(`[data-key="${CSS.escape(event.key)}"]`);
      if (!button) return;
      event.preventDefault();
      button.click();
      if (event.key === "e") cards[at].querySelector("details select").focus();
    }
  });
  if (cards.length && location.hash) go(at);
})();
