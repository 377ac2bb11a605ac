// Answers on the phone itself: the table came with the page, and what is chosen goes nowhere.  Without this script
// the form does the same by asking the door.

const table = JSON.parse(document.getElementById("pocket-table").textContent);
const form = document.querySelector("[data-pocket]");
const spoken = document.querySelector("[data-spoken]");
const keep = document.querySelector("[data-keep]");
const WAYS = ["stage", "part", "paper"];
const codes = Object.fromEntries(Object.entries(table.actions).map(([action, one]) => [action, unrolled(one.runs)]));
const boxes = [...form.querySelectorAll("input[name=facts]")];

/** Writes runs of (number, how often) out. */
function unrolled(runs) {
  const all = [];
  for (let at = 0; at < runs.length; at += 2) for (let n = 0; n < runs[at + 1]; n += 1) all.push(runs[at]);
  return all;
}

/** Gives the city's own day as this device's clock has it. */
function today() {
  return new Intl.DateTimeFormat("en-CA", { timeZone: table.zone, year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date());
}

/** Tells whether the copy holds on a day. */
function holds(day) {
  return table.from <= day && day <= table.until;
}

/** Finds the number of the answer about an action for choices. */
function answerFor(action, chosen) {
  let index = 0;
  for (const axis of table.actions[action].axes) {
    const words = table.words[axis];
    index = words ? index * words.length + words.indexOf(chosen[axis]) : index * 2 + Number(chosen.facts.has(axis));
  }
  return codes[action][index];
}

/** Reads what is chosen. */
function chosen() {
  const facts = new Set(boxes.filter((box) => box.checked && !box.disabled).map((box) => box.value));
  return { ...Object.fromEntries(WAYS.map((name) => [name, form.elements[name].value])), facts };
}

/** Leaves only what goes with where it happens. */
function narrow() {
  const stage = form.elements.stage.value;
  for (const name of ["part", "paper"]) {
    for (const option of form.elements[name].options) {
      const stages = table.stages[name][option.value];
      option.hidden = option.disabled = Boolean(stage && stages && !stages.includes(stage));
    }
    if (form.elements[name].selectedOptions[0]?.disabled) form.elements[name].value = name === "paper" ? "none" : "";
  }
  for (const box of boxes) show(box, !stage || table.stages.facts[box.value].includes(stage));
}

/** Shows a box or takes it and its mark away. */
function show(box, shown) {
  box.disabled = !shown;
  if (!shown) box.checked = false;
  box.closest("div").hidden = !shown;
}

/** Leaves only facts that can change any answer for what is chosen. */
function leaveFactsThatMatter(now) {
  for (const box of boxes) if (!box.disabled && !box.checked) box.closest("div").hidden = !matters(box.value, now);
  form.querySelector("[data-facts]").hidden = boxes.every((box) => box.closest("div").hidden);
}

/** Tells whether a fact changes any answer, whatever other facts hold. */
function matters(fact, now) {
  return Object.entries(table.actions).some(([action, one]) => {
    if (!one.axes.includes(fact)) return false;
    const others = one.axes.filter((axis) => !table.words[axis] && axis !== fact);
    for (let bits = 0; bits < 2 ** others.length; bits += 1) {
      const facts = new Set(others.filter((_, place) => (bits >> place) & 1));
      const without = answerFor(action, { ...now, facts });
      if (without !== answerFor(action, { ...now, facts: new Set([...facts, fact]) })) return true;
    }
    return false;
  });
}

/** Shows the answers for what is chosen, or none while a question is open. */
function answer() {
  narrow();
  const now = chosen();
  const section = document.querySelector("[data-answers]");
  section.hidden = !now.stage || !now.part;
  if (section.hidden) return;
  leaveFactsThatMatter(now);
  const found = Object.keys(table.actions).map((action) => template(`${action}.${answerFor(action, now)}`));
  const articles = found.filter((each) => each.dataset.ruling !== "silent").map((each) => each.content.cloneNode(true));
  articles.sort((one, other) => place(one) - place(other));
  const silent = found.filter((each) => each.dataset.ruling === "silent").map((each) => each.content.cloneNode(true));
  spoken.replaceChildren(...articles);
  document.querySelector("[data-silent]").replaceChildren(...silent);
  document.querySelector("[data-quiet]").hidden = silent.length === 0;
  document.querySelector("[data-nothing]").hidden = articles.length > 0;
}

const template = (key) => document.querySelector(`template[data-rule="${key}"]`);
const place = (fragment) => Number(fragment.firstElementChild.dataset.place);

/** Says the day; a copy that does not hold on it answers nothing. */
function sayToday() {
  const day = today();
  const ended = !holds(day);
  document.querySelector("[data-ended]").hidden = !ended;
  form.hidden = ended;
  if (ended) document.querySelector("[data-answers]").hidden = true;
  const shown = document.querySelector("[data-today]");
  if (ended || day === shown.dateTime) return ended;
  shown.dateTime = day;
  const language = `${document.documentElement.lang}-u-nu-latn`;
  shown.textContent = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: table.zone }).format(new Date());
  return ended;
}

/** Says whether a copy is kept, and offers the other thing. */
async function sayKept() {
  const name = await keptHere();
  keep.querySelector("[data-keeps]").hidden = name;
  keep.querySelector("[data-drops]").hidden = !name;
  words(name ? "yes" : "no");
}

function words(which) {
  const place = keep.querySelector("[data-kept-words]");
  place.textContent = place.dataset[which];
}

const CACHE = "denizen-rules";
// Looking does not make the store: nothing is on the device before somebody asks for it.
const keptHere = async () => Boolean(await caches.match(location.pathname, { cacheName: CACHE }));

/** Keeps this page and every file that it needed, and has the worker answer from them without a network. */
async function keepCopy() {
  await navigator.serviceWorker.register(keep.dataset.worker);
  const cache = await caches.open(CACHE);
  const needed = performance.getEntriesByType("resource").map((each) => each.name).filter(ours);
  await cache.addAll([...new Set([location.pathname, ...needed])]);
}

/** Takes files of older versions of the site out of the copy. */
async function prune() {
  if (!(await keptHere())) return;
  const version = performance.getEntriesByType("resource").map((each) => each.name).find(ours)?.match(/\/static\/[^/]+\//)?.[0];
  const cache = await caches.open(CACHE);
  const old = (await cache.keys()).filter((each) => version && each.url.includes("/static/") && !each.url.includes(version));
  await Promise.all(old.map((each) => cache.delete(each)));
}

/** Tells whether an address is one of this door's own files. */
function ours(address) {
  const found = new URL(address);
  return found.origin === location.origin && (found.pathname.startsWith("/static/") || found.pathname === "/theme.css");
}

/** Takes this language's copy away; the files go with the last copy. */
async function dropCopy() {
  const cache = await caches.open(CACHE);
  await cache.delete(location.pathname);
  const pages = (await cache.keys()).filter((each) => each.url.endsWith("/rules/"));
  if (pages.length === 0) await caches.delete(CACHE);
  const registration = await navigator.serviceWorker.getRegistration(keep.dataset.worker);
  if (registration) await registration.unregister();
}

function onButton(selector, work) {
  keep.querySelector(selector).addEventListener("click", () => work().then(sayKept).catch(() => words("failed")));
}

form.addEventListener("change", answer);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  answer();
  const open = WAYS.map((name) => form.elements[name]).find((each) => !each.value);
  (open || document.getElementById("answers")).focus();
});
document.addEventListener("visibilitychange", sayToday);
if (!sayToday()) answer();
if ("serviceWorker" in navigator && "caches" in window) {
  keep.hidden = false;
  onButton("[data-keeps]", keepCopy);
  onButton("[data-drops]", dropCopy);
  sayKept().then(prune).catch(() => words("failed"));
}
