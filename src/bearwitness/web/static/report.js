// What selecting words in a report gives a new claim, and where focus goes when a part of the page
// was replaced. Without it the same forms are pages of their own, and words are quoted by hand.
"use strict";
(() => {
  const text = document.getElementById("text");

  // Offsets are code points into the report's text, as the program counts them.
  const length = (words) => [...words].length;
  function selected() {
    const chosen = window.getSelection();
    if (!text || !chosen.rangeCount || chosen.isCollapsed) return null;
    const range = chosen.getRangeAt(0);
    if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
    const before = document.createRange();
    before.selectNodeContents(text);
    before.setEnd(range.startContainer, range.startOffset);
    const start = length(before.toString()), words = range.toString();
    return words.trim() ? { start, end: start + length(words), words } : null;
  }
  let last = null; // a click on a button can end the selection; what was chosen is kept
  document.addEventListener("selectionchange", () => {
    last = selected() || last;
    for (const link of document.querySelectorAll("[data-add]")) {
      const query = last ? `?start=${last.start}&end=${last.end}` : "";
      link.setAttribute("href", link.dataset.add + query);
      link.textContent = last ? "New claim from the words selected" : "Add a claim";
    }
  });

  // A new claim and a correction are filled in on this page, where there is a place for them.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-add], a.edit");
    const place = link && (link.closest(".card")?.querySelector(".editor") || document.getElementById("adding"));
    if (place && window.htmx && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      const address = link.getAttribute("href");
      htmx.ajax("GET", address + (address.includes("?") ? "&" : "?") + "part=card", { target: "#" + place.id, swap: "innerHTML" });
    }
    const take = event.target.closest("[data-take]");
    if (take && last) {
      const form = take.closest("form"), name = `span_${take.dataset.take}_`;
      form.elements[`${name}words`].value = last.words;
      form.elements[`${name}start`].value = last.start;
      form.elements[`${name}end`].value = last.end;
    }
    const shut = event.target.closest("[data-close]");
    if (shut) {
      event.preventDefault();
      const place = shut.closest(".editor, #adding"), card = shut.closest(".card");
      place.replaceChildren();
      (card || document.querySelector("[data-add]"))?.focus();
    }
  });
  document.addEventListener("input", (event) => {
    const found = /^span_(.+)_words$/.exec(event.target.name || "");
    if (!found) return;
    for (const end of ["start", "end"]) event.target.form.elements[`span_${found[1]}_${end}`].value = "";
  });

  function ready(root) {
    for (const button of root.querySelectorAll("[data-take]")) button.hidden = !text;
  }
  ready(document);
  document.addEventListener("htmx:after:swap", (event) => {
    const told = event.detail?.ctx?.target;
    const target = typeof told === "string" ? document.querySelector(told) : told;
    const card = target?.id && document.getElementById(target.id);
    ready(document);
    if (!card) return;
    if (card.matches(".card")) card.focus();
    else if (card.matches(".editor, #adding")) {
      card.querySelector("select, textarea, input:not([type=hidden])")?.focus();
      card.scrollIntoView({ block: "nearest" });
    }
  });
})();
