// A field row and its box on the page point at each other: click or focus one, and both light up.
"use strict";

function light(name) {
  for (const element of document.querySelectorAll("[data-mark]")) {
    element.classList.toggle("lit", element.dataset.mark === name);
  }
}

document.addEventListener("click", (event) => {
  const marked = event.target.closest("[data-mark]");
  if (!marked || event.target.closest("a")) return;
  light(marked.dataset.mark);
  const inTable = marked.closest("table");
  const other = document.querySelector(
    (inTable ? "rect" : "tr") + `[data-mark="${CSS.escape(marked.dataset.mark)}"]`);
  if (other) other.scrollIntoView({ block: "center", behavior: "smooth" });
});

document.addEventListener("focusin", (event) => {
  const marked = event.target.closest("tr[data-mark]");
  if (marked) light(marked.dataset.mark);
});
