// The answer, for one glance: colour, word and shape; the photo; what this service may see; what to do next.

import { announce, button, el } from "../dom.js";
import { photoOf } from "../photo.js";
import { serviceLanguage, serviceWords } from "../service_words.js";
import { icon, shape } from "../shapes.js";
import { SEALABLE, numberWords } from "../view.js";
import { ago, codeKey, dayWords, momentWords, t } from "../words.js";
import { keepLooking } from "./scan.js";

const ORDER = ["name", "birth_date", "address", "card_number", "expires"];

/** Shows a verdict; `checked` holds what was typed and how it compared. */
export function verdictScreen(app, { verdict, checked = {}, from = "camera", again = null }) {
  const kind = kindOf(verdict);
  const word = t(`word.${kind}`);
  const said = t(codeKey(verdict.code, "code"), { date: deviceNow(), age: verdict.asOf ? ago(Date.now() - verdict.asOf) : "" });
  const open = openChecks(verdict, checked);
  const band = el("header", { class: "band" },
    shape(kind),
    el("div", { class: "band__words" }, el("h1", { tabindex: "-1", "data-focus": true }, word), el("p", { class: "band__said" }, said), openLine(open)));
  const node = el("section", { class: "verdict", "data-answer": kind, "data-code": verdict.code },
    band,
    el("div", { class: "verdict__body" }, verdict.shown && details(app, verdict, { checked, from }), nextStep(app, verdict, open)),
    actions(app, from, again));
  if (app.settings.kiosk && from === "camera") keepLooking(app);
  announce(`${word}. ${said} ${open.length ? openWords(open) : ""}`, { urgent: true });
  return { node, title: word };
}

/** The four looks of the three answers: a good card by older lists has a look of its own. */
function kindOf(verdict) {
  return verdict.answer === "good" && verdict.code === "card.valid_as_of" ? "as_of" : verdict.answer;
}

/** The device's own date and hour, for a clerk to see that it is wrong. */
function deviceNow() {
  return momentWords(Date.now());
}

/** Lists the fields that can be checked and were not. */
function openChecks(verdict, checked) {
  if (verdict.shown === null) return [];
  return SEALABLE.filter((name) => verdict.sealed[name] === "not_checked" && !(name in checked));
}

/** Says what is not checked yet, right under the answer. */
function openLine(open) {
  return open.length > 0 && el("p", { class: "band__open" }, openWords(open));
}

/** The sentence for what is not checked yet. */
function openWords(open) {
  return t(`open.${open.join("_and_")}`);
}

/** The photo and the fields. */
function details(app, verdict, { checked, from }) {
  const photo = verdict.shown.photo ? photoOf(verdict.shown.photo) : el("p", { class: "photo photo--none" }, t("photo.none"));
  const sees = app.service === null || app.service.may_see.includes("photo");
  const rows = ORDER.flatMap((name) => rowOf(app, verdict, { name, checked, from }));
  const source = el("p", { class: "small" }, t("verdict.issued_by"), " ", el("bdi", {}, verdict.issuer));
  return el("div", { class: "details" }, sees && photo, el("div", { class: "details__text" }, el("dl", { class: "fields" }, rows), source, seenBy(app)));
}

/** One field: its value, or what is known of it with the way to check it. */
function rowOf(app, verdict, { name, checked, from }) {
  const { shown, sealed } = verdict;
  const label = el("dt", {}, t(`field.${name}`));
  if (name in checked) return [label, el("dd", { class: "field--matches" }, el("bdi", {}, checked[name].typed), el("span", { class: "tag tag--good" }, icon("ok"), t(`sealed.${checked[name].outcome}`)))];
  if (name in shown) return [label, el("dd", {}, el("bdi", {}, valueWords(name, shown[name])))];
  if (sealed[name] === "not_checked") {
    const go = () => app.show("check", { field: name, verdict, checked, from });
    return [label, el("dd", {}, button(t(`check.${name}`), go, { kind: "check" }))];
  }
  return sealed[name] === "not_bound" ? [label, el("dd", { class: "quiet" }, t("sealed.not_bound"))] : [];
}

/** Writes a value as people read it. */
function valueWords(name, value) {
  if (name === "card_number") return numberWords(value);
  return name === "expires" || name === "birth_date" ? dayWords(value) : value;
}

/** Whose view this is. */
function seenBy(app) {
  if (app.service === null) return el("p", { class: "small" }, t("verdict.no_service"));
  const [before, after] = t("verdict.seen_by", { service: "\u0000" }).split("\u0000");
  return el("p", { class: "small" }, before, el("bdi", { lang: serviceLanguage(app.service) }, serviceWords(app.service)), after);
}

/** What to do next; the desk's number wherever the answer is not good. */
function nextStep(app, verdict, open) {
  const key = verdict.answer === "good" && open.length > 0 ? "next.look_and_check" : codeKey(verdict.code, "next");
  const desk = app.setup?.desk ?? {};
  const reach = verdict.answer !== "good" && (desk.phone || desk.address);
  return el("aside", { class: "next" },
    el("h2", {}, t("next.title")),
    el("p", {}, t(key)),
    reach && el("p", { class: "next__desk" }, t("next.desk"), " ",
      desk.phone && el("a", { href: `tel:${desk.phone.replace(/[^+\d]/g, "")}`, dir: "ltr" }, desk.phone),
      desk.phone && desk.address && " · ", desk.address && el("bdi", {}, desk.address)),
    el("p", { class: "code" }, el("bdi", { dir: "ltr" }, verdict.code)));
}

/** The way on. */
function actions(app, from, again) {
  const on = () => { app.forgetting.now(); };
  const label = from === "camera" ? t("verdict.next_card") : t("verdict.done");
  return el("div", { class: "actions actions--verdict" },
    button(label, on, { kind: "main" }),
    again && button(t("check.again"), again),
    el("p", { class: "fuse" }, el("span", { class: "fuse__line", "aria-hidden": "true" }), el("span", {}, t("verdict.forgets"))));
}
