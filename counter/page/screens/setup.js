// Setting a counter up: the city's set-up code or a file; what is taken is shown and confirmed first.

import { button, el } from "../dom.js";
import { counterOfLink, fetchSetup, isSetupLink, openSetup, readLink, serviceOf } from "../setup.js";
import { serviceLanguage, serviceWords } from "../service_words.js";
import { icon } from "../shapes.js";
import { codeKey, t } from "../words.js";

/** Shows how a counter is set up, before it is. */
export function welcomeScreen(app, { code = null, where = null } = {}) {
  const node = el("section", { class: "page page--welcome" },
    el("h1", { tabindex: "-1", "data-focus": true }, t("welcome.title")),
    el("p", { class: "lead" }, t("welcome.lead")),
    code && refusal(code, where),
    el("ol", { class: "steps" }, el("li", {}, t("welcome.step_sheet")), el("li", {}, t("welcome.step_scan")), el("li", {}, t("welcome.step_compare"))),
    el("div", { class: "actions" },
      button([icon("camera"), t("welcome.scan")], () => app.show("scan"), { kind: "main" }),
      fileButton(app), button([icon("text"), t("welcome.paste")], () => app.show("link"), { kind: "quiet" })),
    el("p", { class: "small" }, t("welcome.keeps")));
  return { node, title: t("welcome.title") };
}

/** The button that opens a set-up file. */
function fileButton(app) {
  const input = el("input", { type: "file", id: "setup-file", class: "unseen", accept: ".json,application/json", onchange: () => fromFile(app, input) });
  return [input, el("label", { for: "setup-file", class: "button button--quiet" }, icon("picture"), t("welcome.file"))];
}

/** Opens a set-up file from this device. */
async function fromFile(app, input) {
  const [file] = input.files;
  if (!file) return;
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    app.show("confirm", { opened: await openSetup(bytes), service: null, byCode: false });
  } catch (fault) {
    app.show("welcome", { code: fault.code ?? "setup.not_one", where: fault.where ?? null });
  }
}

/** Shows a field for the set-up code's address. */
export function linkScreen(app) {
  const input = el("input", { id: "setup-link", class: "input", type: "url", dir: "ltr", autocomplete: "off", spellcheck: "false" });
  const go = (event) => {
    event.preventDefault();
    if (isSetupLink(input.value)) app.show("arrive", { link: input.value });
    else app.show("welcome", { code: "setup.link" });
  };
  const node = el("section", { class: "page" },
    el("h1", { tabindex: "-1", "data-focus": true }, t("welcome.paste")),
    el("form", { class: "form", novalidate: true, onsubmit: go },
      el("div", { class: "field" }, el("label", { for: "setup-link" }, t("welcome.link_label")), input),
      el("div", { class: "actions" }, el("button", { type: "submit", class: "button button--main" }, t("welcome.go_on")), button(t("check.back"), () => app.show(app.setup ? "settings" : "welcome")))));
  return { node, title: t("welcome.paste") };
}

/** Follows a set-up code: fetches the file, checks its SHA-256, and asks for the confirmation. */
export function arriveScreen(app, { link }) {
  const node = el("section", { class: "page" }, el("h1", { tabindex: "-1", "data-focus": true }, t("arrive.title")), el("p", { class: "lead" }, t("arrive.lead")));
  follow(app, link);
  return { node, title: t("arrive.title") };
}

/** Fetches what a set-up code names; a code of another counter's address is not followed. */
async function follow(app, text) {
  await null; // the screen that says so is drawn first
  try {
    if (text.startsWith("http") && counterOfLink(text).origin !== location.origin) {
      throw Object.assign(new Error(), { code: "setup.other_counter", where: counterOfLink(text).host });
    }
    const link = readLink(text);
    const opened = await fetchSetup(link);
    app.show("confirm", { opened, service: link.service, byCode: true });
  } catch (fault) {
    app.show("welcome", { code: fault.code ?? "setup.link", where: fault.where ?? null });
  }
}

/** Says why a set-up was not taken. */
function refusal(code, where) {
  return el("div", { class: "refusal", role: "alert", "data-code": code },
    el("p", {}, el("strong", {}, t(codeKey(code, "trouble"))), " ", where && el("bdi", { dir: "ltr", class: "mono" }, where)),
    el("p", {}, t(codeKey(code, "mend"))), el("p", { class: "code" }, el("bdi", { dir: "ltr" }, code)));
}

/** Shows whose set-up it is, to be compared with the city's sheet, and takes it. */
export function confirmScreen(app, { opened, service, byCode }) {
  const setup = opened.value;
  const chosen = serviceOf(setup, service);
  const picker = chosen === null ? servicePicker(setup) : null;
  const take = () => finish(app, { opened, service: chosen?.id ?? picker.value });
  const rows = [
    row("confirm.programme", setup.programme), row("confirm.place", setup.place), row("confirm.issuer", setup.issuer),
    row("confirm.mode", t(`mode.${setup.mode}`)), chosen && row("confirm.service", serviceWords(chosen)), row("confirm.short", opened.short, "mono"),
  ];
  const node = el("section", { class: "page page--confirm" },
    el("h1", { tabindex: "-1", "data-focus": true }, t("confirm.title")),
    el("p", { class: "lead" }, t(byCode ? "confirm.by_code" : "confirm.by_file")),
    el("dl", { class: "fields fields--wide" }, rows),
    picker && el("div", { class: "field" }, el("label", { for: "service" }, t("confirm.pick")), picker),
    app.setup && app.setup.issuer !== setup.issuer && el("p", { class: "refusal" }, t("confirm.replaces")),
    el("div", { class: "actions" }, button(t("confirm.take"), take, { kind: "main" }), button(t("confirm.refuse"), () => app.show(app.setup ? "start" : "welcome"))));
  return { node, title: t("confirm.title") };
}

/** A row of the confirmation. */
function row(key, value, kind = "") {
  return [el("dt", {}, t(key)), el("dd", { class: kind }, el("bdi", {}, value))];
}

/** The services of a set-up to choose from. */
export function servicePicker(setup, selected = null) {
  const options = setup.services.map((each) => el("option", { value: each.id, lang: serviceLanguage(each), selected: each.id === selected }, serviceWords(each)));
  return el("select", { id: "service", class: "input" }, options);
}

/** Takes the set-up and goes to the self-test. */
async function finish(app, { opened, service }) {
  app.show("wait");
  await app.takeSetup(opened, service);
  app.show("start");
}

/** A moment's wait while the lists are fetched. */
export function waitScreen() {
  return { node: el("section", { class: "page" }, el("h1", { tabindex: "-1", "data-focus": true }, t("wait.title")), el("p", { class: "lead" }, t("wait.lead"))), title: t("wait.title") };
}
