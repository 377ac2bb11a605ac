// What makes pages quicker for hands and screen readers; every page does its work without it.

// A link may have led to one field of the page.
const aimed = document.getElementById(window.location.hash.slice(1));
const field = aimed && aimed.matches("input, select, textarea") ? aimed : null;
const first = document.querySelector("[data-focus-first]") || field || document.querySelector("[autofocus], [data-focus]");
if (first) first.focus({ preventScroll: first.hasAttribute("data-focus") && !first.hasAttribute("data-focus-first") });

// What goes on is said as well as shown.
function say(name) {
  const place = document.querySelector(`[data-${name}]`);
  if (place) place.textContent = place.dataset[name];
}

// A form is sent once, however often its button is pressed; going back in the browser frees it again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.dataset.manyTimes !== undefined || form.target) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  say("working");
  for (const button of form.querySelectorAll("button[type=submit], button:not([type])")) button.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => {
  for (const place of document.querySelectorAll("[data-working]")) place.textContent = "";
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  }
});

// The date's boxes lead on when they are full.
document.addEventListener("input", (event) => {
  const box = event.target;
  const full = Number(box.dataset && box.dataset.fillsAt);
  if (!full || !/^\d+$/.test(box.value)) return;
  const limit = box.name.endsWith("_month") ? 1 : 3;
  if (box.value.length < full && Number(box.value) <= limit) return;
  const boxes = [...box.closest(".memorable-date").querySelectorAll("input")];
  const next = boxes[boxes.indexOf(box) + 1];
  if (next) { next.focus(); next.select(); }
});
document.addEventListener("keydown", (event) => {
  const box = event.target;
  if (!box.closest || !box.closest(".memorable-date") || !["/", "-", ".", " "].includes(event.key)) return;
  const boxes = [...box.closest(".memorable-date").querySelectorAll("input")];
  const next = boxes[boxes.indexOf(box) + 1];
  event.preventDefault();
  if (next && box.value) { next.focus(); next.select(); }
});

for (const button of document.querySelectorAll("[data-prints]")) button.addEventListener("click", () => window.print());
