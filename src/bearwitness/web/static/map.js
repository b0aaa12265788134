// The map moves under the mouse and a stretch of time is chosen by drawing over it. Both only press
// what the page has without it: links that move the map, the two dates of the form.
"use strict";
(() => {
  const map = document.querySelector("#map svg");
  if (map) {
    const whole = map.viewBox.baseVal, full = { w: whole.width, h: whole.height };
    let from = null, moved = false;
    const scale = () => whole.width / map.getBoundingClientRect().width;
    map.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.altKey) return;
      event.preventDefault();
      const box = map.getBoundingClientRect();
      const by = event.deltaY < 0 ? 0.8 : 1.25;
      const w = Math.min(full.w, Math.max(full.w / 8, whole.width * by)), h = w * full.h / full.w;
      const x = (event.clientX - box.left) / box.width, y = (event.clientY - box.top) / box.height;
      whole.x += (whole.width - w) * x; whole.y += (whole.height - h) * y;
      whole.width = w; whole.height = h;
    }, { passive: false });
    map.addEventListener("pointerdown", (event) => { if (event.button === 0) { from = event; moved = false; } });
    window.addEventListener("pointermove", (event) => {
      if (!from) return;
      const x = event.clientX - from.clientX, y = event.clientY - from.clientY;
      if (!moved && Math.hypot(x, y) < 6) return;
      moved = true;
      whole.x -= x * scale(); whole.y -= y * scale();
      from = event;
    });
    window.addEventListener("pointerup", () => { from = null; });
    map.addEventListener("click", (event) => { if (moved) event.preventDefault(); }, true);
    map.addEventListener("dragstart", (event) => event.preventDefault());
  }

  const time = document.querySelector("#timeline svg"), form = document.querySelector("#choose");
  if (time && form) {
    const told = Object.fromEntries(["first", "last", "left", "right"].map((name) => [name, Number(time.dataset[name])]));
    let start = null, brush = null, drew = false;
    const at = (event) => {
      const box = time.getBoundingClientRect();
      const x = (event.clientX - box.left) / box.width * time.viewBox.baseVal.width;
      return Math.min(told.right, Math.max(told.left, x));
    };
    const day = (x) => {
      const number = Math.floor(told.first + (x - told.left) / (told.right - told.left) * (told.last + 1 - told.first));
      const when = new Date(0);
      when.setUTCDate(when.getUTCDate() + Math.min(number, told.last) - 719163);  // 1970-01-01
      return when.toISOString().slice(0, 10);
    };
    time.addEventListener("pointerdown", (event) => { if (event.button === 0) { start = at(event); drew = false; } });
    window.addEventListener("pointermove", (event) => {
      if (start === null || (!drew && Math.abs(at(event) - start) < 8)) return;
      drew = true;
      if (!brush) {
        brush = document.createElementNS(time.namespaceURI, "rect");
        brush.setAttribute("class", "brush");
        brush.setAttribute("y", "0");
        brush.setAttribute("height", String(time.viewBox.baseVal.height));
        time.append(brush);
      }
      brush.setAttribute("x", String(Math.min(start, at(event))));
      brush.setAttribute("width", String(Math.abs(at(event) - start)));
    });
    window.addEventListener("pointerup", (event) => {
      if (start !== null && drew) {
        const ends = [start, at(event)].sort((a, b) => a - b);
        form.elements.since.value = day(ends[0]);
        form.elements.until.value = day(ends[1]);
        form.requestSubmit();
      }
      start = null;
    });
    time.addEventListener("click", (event) => { if (drew) event.preventDefault(); }, true);
    time.addEventListener("dragstart", (event) => event.preventDefault());
  }
})();
