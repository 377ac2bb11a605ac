// The bars that every screen has: whose counter this is and from which address; how old the lists are.

import { button, byId, el } from "./dom.js";
import { icon } from "./shapes.js";
import { LANGUAGES, ago, spoken, t } from "./words.js";
import { serviceWords } from "./service_words.js";

/** Draws both bars. */
export function drawBar(app) {
  byId("head").replaceChildren(...headOf(app));
  byId("foot").replaceChildren(...footOf(app));
}

/** The city, the service, and the way to the settings. */
function headOf(app) {
  const { setup, service } = app;
  const name = el("p", { class: "head__name", lang: setup ? "en" : null, dir: setup ? "ltr" : null }, setup ? setup.programme : t("app.name"));
  const place = el("p", { class: "head__place" }, service ? serviceWords(service) : setup ? setup.place : t("app.tagline"));
  const parts = [el("div", { class: "head__names" }, name, place), languages(app)];
  const quiet = app.settings.kiosk && app.screen !== "settings";
  if (setup !== null && !quiet && app.screen !== "settings") {
    parts.push(button([icon("settings"), el("span", { class: "unseen" }, t("settings.title"))], () => app.show("settings"), { kind: "icon" }));
  }
  if (setup?.mode === "demonstration") parts.push(el("p", { class: "specimen" }, t("app.demonstration")));
  return parts;
}

/** The languages, each in its own; not while a card is shown. */
function languages(app) {
  if (app.screen === "verdict" || app.screen === "check") return "";
  const choices = Object.entries(LANGUAGES).map(([tag, name]) => el("option", { value: tag, lang: tag, selected: tag === spoken() }, name));
  const change = async (event) => {
    await app.changeLanguage(event.target.value);
    app.show(app.screen, app.lastValues);
  };
  return el("label", { class: "language" }, el("span", { class: "unseen" }, t("settings.language")), el("select", { onchange: change }, choices));
}

/** The age of the lists and the address that this page came from. */
function footOf(app) {
  const host = el("p", { class: "foot__host" }, t("foot.from"), " ", el("bdi", { dir: "ltr" }, location.host || "?"));
  return app.setup === null ? [host] : [listsChip(app), host];
}

/** The lists in one line: fresh, amber, or cannot tell. */
export function listsChip(app) {
  const { state, age } = app.lists.state;
  const words = age === null ? t(`lists.no_age.${state}`) : t(`lists.${state}`, { age: ago(age) });
  return el("p", { class: `chip chip--${state}`, id: "lists-age" }, el("span", { class: "chip__dot", "aria-hidden": "true" }), words);
}
