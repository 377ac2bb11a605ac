// Before opening: "ready", or what is in the way; and the one button that begins.

import { announce, button, el } from "../dom.js";
import { overall, selfTest } from "../selftest.js";
import { icon, shape } from "../shapes.js";
import { codeKey, momentWords, t } from "../words.js";
import { otherWays } from "./scan.js";

const SHAPES = { ok: "good", warn: "as_of", stop: "cannot_tell" };

/** Shows the self-test and the way to the camera. */
export function startScreen(app) {
  const head = el("div", { class: "ready", "data-level": "wait" }, el("h1", { tabindex: "-1", "data-focus": true }, t("ready.testing")));
  const tests = el("ul", { class: "tests" });
  const scan = button([icon("camera"), t("scan.title")], () => app.show("scan"), { kind: "main" });
  const node = el("section", { class: "page page--start" }, head,
    el("div", { class: "actions actions--start" }, scan, otherWays(app)),
    el("details", { class: "tests__box" }, el("summary", {}, t("ready.details")), tests), genuine(app));
  fill(app, { node, head, tests });
  return { node, title: t("start.title") };
}

/** Runs the test and draws its outcome. */
async function fill(app, { node, head, tests }) {
  const results = await selfTest(app);
  if (!node.isConnected) return;
  const level = overall(results);
  head.dataset.level = level;
  const remarks = results.filter((each) => each.code);
  head.replaceChildren(shape(SHAPES[level]),
    el("div", {}, el("h1", { tabindex: "-1" }, t(`ready.${level}`)), remarks.map((each) => remark(each))));
  tests.replaceChildren(...results.map(testLine));
  announce(t(`ready.${level}`));
}

/** What stands in the way, and how to mend it. */
function remark({ code }) {
  const date = momentWords(Date.now());
  return el("p", { class: "ready__remark", "data-code": code }, el("strong", {}, t(codeKey(code, "trouble"), { date })), " ", t(codeKey(code, "mend")));
}

/** One part of the test. */
function testLine({ name, level }) {
  return el("li", { class: `test test--${level}` }, icon(level), el("span", {}, t(`test.${name}`)), el("span", { class: "unseen" }, t(`level.${level}`)));
}

/** How staff can tell that this page is the city's. */
export function genuine(app) {
  const host = el("bdi", { dir: "ltr", class: "mono" }, location.host);
  const [before, after] = t("genuine.address", { host: "\u0000" }).split("\u0000");
  return el("details", { class: "genuine" }, el("summary", {}, t("genuine.title")),
    el("p", {}, before, host, after),
    el("p", {}, t("genuine.mark"), " ", el("bdi", { dir: "ltr", class: "mono mark" }, app.settings.mark.replace(/(...)(...)/, "$1 $2"))),
    app.shortForm && el("p", {}, t("genuine.short"), " ", el("bdi", { dir: "ltr", class: "mono" }, app.shortForm)));
}
