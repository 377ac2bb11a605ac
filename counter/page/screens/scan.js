// Scanning: the camera's picture with a frame to fill; a still picture and pasted text where there is no camera.

import { button, byId, el, field } from "../dom.js";
import { icon } from "../shapes.js";
import { codeKey, t } from "../words.js";

const HINT_AFTER = 6000; // milliseconds without a code, until the hint about glare and distance

/** Shows the camera, or why there is none. */
export function scanScreen(app) {
  const hint = el("p", { class: "finder__hint", "aria-live": "polite" }, t("scan.hint"));
  const lamp = button([icon("lamp"), t("scan.lamp")], () => toggleLamp(app, lamp), { kind: "quiet", hidden: true, "aria-pressed": "false" });
  const finder = el("div", { class: "finder" }, byId("camera"), el("div", { class: "finder__frame", "aria-hidden": "true" }), hint);
  const node = el("section", { class: "page page--scan" },
    el("h1", { tabindex: "-1", "data-focus": true, class: "scan__title" }, t("scan.title")),
    finder, el("div", { class: "actions" }, lamp, otherWays(app)));
  const late = setTimeout(() => { hint.textContent = t("scan.hint_late"); }, HINT_AFTER);
  begin(app, { node, lamp });
  return { node, title: t("scan.title"), leave: () => leave(app, late) };
}

/** Starts the camera, or puts what is wrong in its place. */
async function begin(app, { node, lamp }) {
  try {
    if (app.camera.stream === null) await app.camera.start(app.settings.facing);
    else await app.camera.video.play().catch(() => {});
    if (!node.isConnected) return app.screen === "scan" || app.screen === "verdict" ? undefined : app.camera.stop();
    lamp.hidden = !app.camera.hasLamp;
    app.wake.hold();
    await app.camera.run((bitmap) => look(app, bitmap));
    return undefined;
  } catch (fault) {
    if (node.isConnected) app.show("trouble", { code: fault.code ?? "camera.missing" });
    return undefined;
  }
}

/** Lets the worker look at one frame; says false when something was found and scanning is over. */
async function look(app, bitmap) {
  if (bitmap === null) return true;
  const answer = await app.link.ask("frame", { frame: { bitmap }, at: Date.now(), service: app.service }, [bitmap]);
  if (answer.kind === "nothing" || app.screen !== "scan") return app.screen === "scan";
  await app.take(answer, { from: "camera" });
  return false;
}

/** A kiosk goes on looking while a card is shown: another card takes its place, the same one does not. */
export function keepLooking(app) {
  app.camera.run(async (bitmap) => {
    if (app.screen !== "verdict") return false;
    if (bitmap === null) return true;
    const answer = await app.link.ask("frame", { frame: { bitmap }, at: Date.now(), service: app.service, unlikeLast: true }, [bitmap]);
    if (app.screen !== "verdict" || answer.kind !== "verdict") return app.screen === "verdict";
    await app.take(answer, { from: "camera" });
    return false;
  });
}

/** Leaves the camera on for the next card, and off everywhere else. */
function leave(app, late) {
  clearTimeout(late);
  app.camera.pause();
  byId("shelf").append(byId("camera"));
  queueMicrotask(() => { if (app.screen !== "verdict" && app.screen !== "scan") { app.camera.stop(); app.wake.release(); } });
}

/** Turns the lamp on or off. */
function toggleLamp(app, lamp) {
  const on = lamp.getAttribute("aria-pressed") !== "true";
  lamp.setAttribute("aria-pressed", String(on));
  app.camera.light(on);
}

/** The ways without a camera. */
export function otherWays(app) {
  const input = el("input", { type: "file", id: "picture", class: "unseen", accept: "image/*", onchange: () => readFile(app, input) });
  const choose = el("label", { for: "picture", class: "button button--quiet" }, icon("picture"), t("scan.picture"));
  return [input, choose, button([icon("text"), t("scan.text")], () => app.show("paste"), { kind: "quiet" })];
}

/** Judges a still picture. */
async function readFile(app, input) {
  const [file] = input.files;
  if (!file) return;
  const answer = await app.link.ask("picture", { blob: file, at: Date.now(), service: app.service });
  input.value = "";
  await app.take(answer, { from: "picture" });
}

/** Shows a field for the code's text: pasted, or typed by a scanner that acts as a keyboard. */
export function pasteScreen(app) {
  const input = el("textarea", { id: "code-text", class: "input input--code input--long", dir: "ltr", autocomplete: "off", autocapitalize: "off", spellcheck: "false", maxlength: "8000", required: true });
  const fault = el("p", { class: "fault", role: "alert" });
  const judge = async (event) => {
    event.preventDefault();
    if (input.value.trim() === "") { fault.textContent = t("paste.empty"); return; }
    const text = input.value;
    input.value = "";
    await app.take(await app.link.ask("text", { text, at: Date.now(), service: app.service }), { from: "text" });
  };
  const node = el("section", { class: "page" },
    el("h1", { tabindex: "-1", "data-focus": true }, t("paste.title")),
    el("form", { class: "form", novalidate: true, onsubmit: judge },
      field(t("paste.label"), input, t("paste.hint")), fault,
      el("div", { class: "actions" }, el("button", { type: "submit", class: "button button--main" }, t("paste.check")), button(t("check.back"), () => app.goHome()))));
  return { node, title: t("paste.title") };
}

/** Shows why the camera or the page does not work, how to mend it, and the ways that are left. */
export function troubleScreen(app, { code }) {
  const again = () => (code === "worker.died" ? location.reload() : app.show("scan"));
  const node = el("section", { class: "page trouble", "data-code": code },
    el("div", { class: "trouble__sign" }, icon("warn")),
    el("h1", { tabindex: "-1", "data-focus": true }, t(codeKey(code, "trouble"))),
    el("p", { class: "lead" }, t(codeKey(code, "mend"))),
    el("p", { class: "code" }, el("bdi", { dir: "ltr" }, code)),
    el("div", { class: "actions" }, button(t("trouble.again"), again, { kind: "main" }), otherWays(app), button(t("check.back"), () => app.goHome())));
  return { node, title: t(codeKey(code, "trouble")) };
}
