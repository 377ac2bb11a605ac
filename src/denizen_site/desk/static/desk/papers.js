// Papers without the mouse: type, Enter, tick what is to be looked at, Enter, Enter.  The server decides
// everything; this only sends what is ticked and shows the answer.
import { Keeper, folded } from "./keeping.js";

const form = document.querySelector("[data-papers]");
const find = form.querySelector("[data-find]");
const list = form.querySelector("[data-list]");
const none = list.querySelector("[data-none]");
const rows = [...list.querySelectorAll("[data-row]")].map((row) => ({ row, words: ` ${row.dataset.words.replace(/[("-]/g, " ")}`, whole: row.dataset.words, tick: row.querySelector("input") }));
const part = (name, root = form) => root.querySelector(`[data-part="${name}"]`);
// A long list shows the commonest first; typing, or the button under it, brings the rest.
const FEW = 12, LONG = 20;
const common = new Set([...rows].sort((one, other) => other.row.dataset.common - one.row.dataset.common).slice(0, FEW));
let showsAll = rows.length <= LONG;
let wanted = null; // where the focus goes when the answer has come

for (const each of form.querySelectorAll("[data-with-script]")) each.hidden = false;
for (const each of form.querySelectorAll("[data-without-script]")) each.hidden = true;

const keeper = new Keeper(form, {
  address: form.action,
  extra: { act: "parts", find: "" },
  answered: show,
  failed: (why) => {
    if (why === "signed_out") { location.reload(); return; }
    say(document.querySelector(why === "gone" ? "[data-gone-words]" : "[data-lost-words]").innerHTML);
  },
});

async function show(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const kept = document.activeElement && document.activeElement.id;
  for (const name of ["laid", "score"]) {
    const fresh = part(name, page);
    if (!fresh) { location.reload(); return; }
    part(name).replaceChildren(...fresh.childNodes);
  }
  if (wanted) { const at = wanted; wanted = null; lead(at); return; }
  const again = kept && document.getElementById(kept);
  if (again && again !== document.activeElement) again.focus({ preventScroll: true });
}

function say(words) {
  const text = document.createElement("p");
  text.className = "score__reason";
  text.setAttribute("role", "alert");
  text.textContent = words;
  part("score").prepend(text);
}

// To the first thing on this paper that is still to be looked at, or back to the search.
function lead(id) {
  const paper = form.querySelector(`[data-laid="${CSS.escape(id)}"]`);
  const open = paper && paper.querySelector("[data-needed]");
  (open || find).focus();
  if (open) paper.scrollIntoView({ block: "nearest" });
}

function filter() {
  const pieces = folded(find.value).split(/\s+/).filter(Boolean);
  let left = 0;
  for (const each of rows) {
    const fits = pieces.every((piece) => each.words.includes(` ${piece}`) || (piece.length > 2 && each.whole.includes(piece)));
    each.row.hidden = each.tick.checked || !fits || !(pieces.length || showsAll || common.has(each));
    each.row.classList.remove("paper-row--next");
    if (!each.row.hidden) left += 1;
  }
  for (const group of list.querySelectorAll("[data-group]")) group.hidden = !group.querySelector("[data-row]:not([hidden])");
  none.hidden = left > 0 || !pieces.length;
  list.querySelector("[data-more]").hidden = showsAll || pieces.length > 0;
  const next = pieces.length ? visible()[0] : null;
  if (next) next.row.classList.add("paper-row--next");
}

const visible = () => rows.filter((each) => !each.row.hidden);

function lay(each) {
  each.tick.checked = true;
  find.value = "";
  wanted = each.tick.value;
  filter();
  keeper.now();
  find.focus();
}

form.addEventListener("change", (event) => {
  const from = event.target;
  if (from === find) return;
  if (from.name === "paper") {
    if (from.checked) { wanted = from.value; find.value = ""; } // what was searched for is found
    filter();
  }
  if (from.closest(".memorable-date") && !dateIsWhole(from.closest(".memorable-date"))) return;
  keeper.now();
});

function dateIsWhole(date) {
  const filled = [...date.querySelectorAll("input")].filter((box) => box.value.trim()).length;
  return filled === 0 || filled === 3;
}

find.addEventListener("input", filter);
list.querySelector("[data-show-all]").addEventListener("click", () => { showsAll = true; filter(); const first = visible()[0]; if (first) first.tick.focus(); });

form.addEventListener("click", (event) => {
  const off = event.target.closest("[data-take-off]");
  if (off) find.focus();
});

form.addEventListener("keydown", (event) => {
  const at = event.target;
  const row = rows.find((each) => each.tick === at);
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (at !== find && !row) return;
    event.preventDefault();
    move(row, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Escape" && (at === find || row)) {
    find.value = ""; filter(); find.focus();
  } else if (event.key === "Enter") {
    enter(event, at, row);
  } else if (at.type === "checkbox" && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.altKey && !event.metaKey) {
    find.focus(); // what is typed on a tick is a search
  }
});

function enter(event, at, row) {
  if (row) { event.preventDefault(); lay(row); return; }
  if (at === find) {
    if (find.value.trim()) { event.preventDefault(); const next = visible()[0]; if (next) lay(next); return; }
    if (part("score").querySelector("[data-score]").dataset.mayGoOn !== "yes" && !keeper.running) { event.preventDefault(); }
    return;
  }
  const paper = at.closest && at.closest("[data-laid]");
  if (paper && at.matches("input")) {
    event.preventDefault();
    if (at.type === "checkbox" && "needed" in at.dataset) at.checked = true;
    delete at.dataset.needed;
    wanted = paper.dataset.laid;
    keeper.now();
    lead(paper.dataset.laid);
    return;
  }
  if (at.closest && at.closest(".memorable-date")) {
    event.preventDefault();
    keeper.now();
    find.focus();
  }
}

function move(row, step) {
  const open = visible();
  const to = row ? open.indexOf(row) + step : step > 0 ? 0 : -1;
  if (to < 0) find.focus(); else if (open[to]) open[to].tick.focus();
}

filter();
