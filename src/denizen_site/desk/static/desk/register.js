// Narrows the register while one types; without it the button does the same.

const box = document.querySelector("[data-filters]");
const none = document.querySelector("[data-none]");
const rows = [...document.querySelectorAll("[data-row]")].map((row) => [row, row.textContent.toLowerCase()]);

function narrow() {
  const words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const [row, text] of rows) row.hidden = !words.every((word) => text.includes(word));
  let left = 0;
  for (const group of document.querySelectorAll("[data-group]")) {
    const shown = group.querySelectorAll("[data-row]:not([hidden])").length;
    group.hidden = shown === 0;
    left += shown;
  }
  none.hidden = left > 0;
}

box.addEventListener("input", narrow);
