// The person's page: keeps what is typed, shows the Latin form when it is wanted, and takes a signature by pen.
import { Keeper } from "./keeping.js";

const form = document.querySelector("[data-person]");
const version = form.querySelector("[data-version]");
const said = form.querySelector("[data-kept]");

const keeper = new Keeper(form, {
  address: form.dataset.keep,
  extra: { signature_drawn: "" },
  answered: async (answer) => {
    const found = await answer.json();
    if (found.version) version.value = found.version;
    said.textContent = said.dataset.keptWords;
  },
  failed: (why) => {
    if (why === "signed_out") { location.reload(); return; }
    said.textContent = why === "gone" ? said.dataset.goneWords : said.dataset.lostWords;
    said.classList.add("usa-error-message");
  },
});

const name = form.querySelector("#id_name");
const latin = form.querySelector("[data-latin]");
function askForLatin() {
  const isLatin = [...name.value].every((letter) => !/\p{L}/u.test(letter) || /[\p{Script=Latin}\p{Lm}]/u.test(letter));
  latin.hidden = isLatin && !latin.querySelector("input").value && !latin.querySelector(".usa-error-message");
}
askForLatin();

// The young need a contact in some cities: it opens by itself.
const contact = form.querySelector("[data-contact]");
const below = Number(form.dataset.contactBelow);
function lookAtAge() {
  const [month, day, year] = ["month", "day", "year"].map((part) => Number(form.querySelector(`[name="birth_date_${part}"]`)?.value));
  if (!contact || !below || !month || !day || !(year > 1900)) return;
  const today = new Date();
  const age = today.getFullYear() - year - (today.getMonth() + 1 < month || (today.getMonth() + 1 === month && today.getDate() < day) ? 1 : 0);
  if (age < below) contact.open = true;
}

form.addEventListener("input", (event) => {
  if (event.target === name) askForLatin();
  if (event.target.closest(".memorable-date")) lookAtAge();
  said.textContent = said.dataset.keepingWords;
  keeper.soon(500);
});
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden" && keeper.timer) keeper.now(); });

// The pad: a canvas over which a pen, a finger or a mouse writes.
const pad = form.querySelector("[data-pad]");
const canvas = pad.querySelector("canvas");
const drawn = form.querySelector("#id_signature_drawn");
const pen = canvas.getContext("2d");
pad.hidden = false;
let isDown = false;
const clear = () => { pen.fillStyle = "#ffffff"; pen.fillRect(0, 0, canvas.width, canvas.height); drawn.value = ""; };
const place = (event) => {
  const box = canvas.getBoundingClientRect();
  return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
};
clear();
pen.lineWidth = 5; pen.lineCap = "round"; pen.lineJoin = "round"; pen.strokeStyle = "#000000";
canvas.addEventListener("pointerdown", (event) => { isDown = true; canvas.setPointerCapture(event.pointerId); pen.beginPath(); pen.moveTo(...place(event)); event.preventDefault(); });
canvas.addEventListener("pointermove", (event) => { if (!isDown) return; pen.lineTo(...place(event)); pen.stroke(); });
canvas.addEventListener("pointerup", () => { isDown = false; drawn.value = canvas.toDataURL("image/png"); });
pad.querySelector("[data-clear]").addEventListener("click", clear);
