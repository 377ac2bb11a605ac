// A library's own page with the counter inside: everything that such a page has to do, in one file.

import { openCounter } from "../embed.js";

const SETUP = new URLSearchParams(location.search).get("setup") ?? "setup/new-haven.json";
const SECONDS_SHOWN = 30;
const FIELDS = { card_number: "Card number", expires: "Last day", name: "Name" };
const byId = (id) => document.getElementById(id);

let counter = null;
let fuse = null;

/** Opens the counter as the library, and says how old its lists are. */
async function start() {
  counter = await openCounter({ setup: SETUP, service: "library" });
  showLists();
  setInterval(showLists, 60_000);
  byId("form").addEventListener("submit", checkCard);
  byId("name-form").addEventListener("submit", checkName);
  window.addEventListener("pagehide", forget);
  byId("code").focus();
}

/** Says how old the lists are. */
function showLists() {
  const { state, age } = counter.lists;
  byId("lists").textContent = age === null ? `The city's lists: ${state}` : `The city's lists: ${state}, ${Math.round(age / 3_600_000)} hours old`;
}

/** Judges what the scanner typed, and empties the field. */
async function checkCard(event) {
  event.preventDefault();
  forget();
  const text = byId("code").value;
  byId("code").value = "";
  if (text === "") return;
  const answer = await counter.ask(text);
  show(answer);
  fuse = setTimeout(forget, SECONDS_SHOWN * 1000);
}

/** Shows an answer: the word, why, what this service may see, what to do. */
function show(answer) {
  byId("answer").dataset.answer = answer.answer;
  byId("word").textContent = answer.word;
  byId("sentence").textContent = answer.sentence;
  byId("next").textContent = answer.next;
  const rows = Object.entries(FIELDS).filter(([name]) => answer.shown?.[name]);
  byId("fields").replaceChildren(...rows.flatMap(([name, label]) => [term("dt", label), term("dd", answer.shown[name])]));
  byId("name-form").hidden = answer.sealed?.name !== "not_checked";
  if (answer.shown?.photo) draw(answer.shown.photo);
}

/** Makes a term of the list. */
function term(name, text) {
  const node = document.createElement(name);
  node.textContent = text;
  return node;
}

/** Draws the signed photo. */
async function draw({ bytes, type }) {
  const bitmap = await createImageBitmap(new Blob([bytes], { type }));
  const canvas = byId("photo");
  Object.assign(canvas, { width: bitmap.width * 4, height: bitmap.height * 4, hidden: false });
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
}

/** Compares the printed name with what the city signed. */
async function checkName(event) {
  event.preventDefault();
  try {
    const outcome = await counter.check("name", byId("name").value, byId("check-code").value);
    byId("next").textContent = outcome.startsWith("matches") ? "This is the name that the city signed." : "This is not the name that the city signed.";
    if (outcome === "differs") byId("answer").dataset.answer = "not_good";
  } catch {
    byId("next").textContent = "The check code has 12 letters and digits.";
  }
}

/** Forgets the card: the screen, the fields, the module. */
function forget() {
  clearTimeout(fuse);
  counter?.forget();
  byId("name-form").reset();
  byId("name-form").hidden = true;
  byId("fields").replaceChildren();
  Object.assign(byId("photo"), { width: 1, height: 1, hidden: true });
  byId("answer").dataset.answer = "none";
  byId("word").textContent = "No card yet";
  byId("sentence").textContent = "";
  byId("next").textContent = "";
}

start();
