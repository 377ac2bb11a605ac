// The settings: service, look, camera, kiosk, the lists by hand, and forgetting the city.

import { announce, button, el } from "../dom.js";
import { listsChip } from "../bar.js";
import { LOOKS } from "../look.js";
import { icon } from "../shapes.js";
import { momentWords, t } from "../words.js";
import { servicePicker } from "./setup.js";
import { genuine } from "./start.js";

/** Shows the settings; each change is kept at once. */
export function settingsScreen(app) {
  const picker = servicePicker(app.setup, app.settings.service);
  picker.addEventListener("change", () => app.saveSettings({ service: picker.value }).then(() => app.show("settings")));
  const node = el("section", { class: "page page--settings" },
    el("h1", { tabindex: "-1", "data-focus": true }, t("settings.title")),
    el("div", { class: "panel" }, el("div", { class: "field" }, el("label", { for: "service" }, t("confirm.service")), picker), el("p", { class: "small" }, t("settings.service_note"))),
    listsPanel(app), looks(app), cameraPanel(app), kiosk(app), genuine(app), leavePanel(app),
    el("div", { class: "actions actions--stay" }, button(t("settings.done"), () => app.show("start"), { kind: "main" })));
  return { node, title: t("settings.title") };
}

/** How old the lists are, until when they serve, and the button that fetches them now. */
function listsPanel(app) {
  const { report } = app.lists;
  const until = report?.status[0] ? el("p", { class: "small" }, t("lists.until", { date: momentWords(report.status[0].expires) })) : null;
  const told = el("p", { class: "small", role: "status" });
  const refresh = button([icon("refresh"), t("lists.refresh")], async () => {
    told.textContent = t("lists.fetching");
    const reached = await app.lists.refresh({ byHand: true });
    app.show("settings");
    announce(t(reached ? "lists.fetched" : "lists.not_reached"));
  });
  return el("div", { class: "panel" }, el("h2", {}, t("lists.title")), listsChip(app), until,
    app.lists.reached === false && el("p", { class: "small fault" }, t("lists.not_reached")), refresh, told);
}

/** A group of choices of which one is on. */
function choice(legend, name, { values, current, words, change }) {
  const options = values.map((value) => {
    const input = el("input", { type: "radio", name, id: `${name}-${value}`, value, checked: value === current, onchange: () => change(value) });
    return el("div", { class: "choice" }, input, el("label", { for: input.id }, words(value)));
  });
  return el("fieldset", { class: "panel choices" }, el("legend", {}, legend), options);
}

/** Light, dark room, sunlight, or as the device is. */
function looks(app) {
  const change = (look) => app.saveSettings({ look });
  return choice(t("look.title"), "look", { values: LOOKS, current: app.settings.look, words: (value) => t(`look.${value}`), change });
}

/** Which of the device's cameras looks at the card. */
function cameraPanel(app) {
  const change = (facing) => app.saveSettings({ facing });
  return choice(t("camera.title"), "facing", { values: ["environment", "user"], current: app.settings.facing, words: (value) => t(`camera.${value}`), change });
}

/** Kiosk: scans by itself, without settings in reach. */
function kiosk(app) {
  const change = (value) => app.saveSettings({ kiosk: value === "on" });
  return choice(t("kiosk.title"), "kiosk", { values: ["off", "on"], current: app.settings.kiosk ? "on" : "off", words: (value) => t(`kiosk.${value}`), change });
}

/** Another city, or none. */
function leavePanel(app) {
  const sure = el("div", { hidden: true }, el("p", {}, t("forget.sure")), button(t("forget.yes"), () => app.forgetCity(), { kind: "stop" }));
  const ask = button(t("forget.title"), () => { sure.hidden = false; sure.querySelector("button").focus(); });
  return el("div", { class: "panel" }, el("h2", {}, t("forget.heading")), el("p", { class: "small" }, t("forget.note")),
    el("div", { class: "actions" }, button(t("welcome.paste"), () => app.show("link")), ask), sure);
}
