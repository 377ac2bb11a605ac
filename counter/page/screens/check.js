// Comparing what is printed with what the city signed: the value as printed, and the check code beside it.

import { button, el, field } from "../dom.js";
import { t } from "../words.js";

const HOLDS = ["matches", "matches_without_accents"];
const PLAIN = { autocomplete: "off", autocorrect: "off", autocapitalize: "off", spellcheck: "false", required: true };

/** Shows the form for one field of the card that was just scanned. */
export function checkScreen(app, { field: name, verdict, checked = {}, from }) {
  const inputs = INPUTS[name]();
  const code = el("input", { id: "check-code", class: "input input--code", maxlength: "20", dir: "ltr", ...PLAIN });
  const fault = el("p", { class: "fault", role: "alert", id: "check-fault" });
  const back = () => app.show("verdict", { verdict, checked, from });
  const compare = async (event) => {
    event.preventDefault();
    app.forgetting.touch();
    const done = await compared(app, { name, typed: inputs.value(), code: code.value });
    if (done.fault) { fault.textContent = t(done.fault); return; }
    if (done.outcome !== null) shown(app, { name, done, verdict, checked, from });
  };
  const node = el("section", { class: "page" },
    el("h1", { tabindex: "-1", "data-focus": true }, t(`check.${name}`)),
    el("p", { class: "lead" }, t("check.lead")),
    el("form", { class: "form", novalidate: true, onsubmit: compare, oninput: () => app.forgetting.touch() },
      inputs.nodes, field(t("check.code"), code, t("check.code_hint")), fault,
      el("div", { class: "actions" }, el("button", { type: "submit", class: "button button--main" }, t("check.compare")), button(t("check.back"), back))));
  return { node, title: t(`check.${name}`) };
}

/** Asks the worker; gives an outcome, or the key of a sentence about what was typed. */
async function compared(app, { name, typed, code }) {
  if (typed === null) return { fault: `check.empty_${name}` };
  if (!/^[0-9A-Za-z]{12}$/.test(code.replace(/[\s-]/g, ""))) return { fault: "check.bad_code" };
  try {
    return { outcome: await app.link.ask("check", { field: name, typed, code }), typed };
  } catch (fault) {
    return { fault: fault.code === "code.shape" ? "check.bad_code" : `check.empty_${name}` };
  }
}

/** Goes back to the card with what was found: a difference weighs on the answer itself. */
function shown(app, { name, done, verdict, checked, from }) {
  if (HOLDS.includes(done.outcome)) {
    app.show("verdict", { verdict, checked: { ...checked, [name]: done }, from });
    return;
  }
  const answer = done.outcome === "differs" ? "not_good" : "cannot_tell";
  const judged = { ...verdict, answer, code: `sealed.${name}_${done.outcome}`, shown: null, sealed: null };
  app.show("verdict", { verdict: judged, from, again: () => app.show("check", { field: name, verdict, checked, from }) });
}

const INPUTS = {
  name: () => {
    const input = el("input", { id: "typed-name", class: "input", dir: "auto", maxlength: "200", ...PLAIN });
    return { nodes: [field(t("check.name_label"), input, t("check.name_hint"))], value: () => input.value.trim() || null };
  },
  birth_date: () => {
    const part = (id, length) => el("input", { id, class: "input input--short", inputmode: "numeric", maxlength: String(length), dir: "ltr", ...PLAIN });
    const [year, month, day] = [part("typed-year", 4), part("typed-month", 2), part("typed-day", 2)];
    const fields = [field(t("check.month"), month), field(t("check.day"), day), field(t("check.year"), year)];
    const nodes = [el("fieldset", { class: "parts" }, el("legend", {}, t("check.birth_date_label")), fields)];
    return { nodes, value: () => dayOf(year.value, month.value, day.value) };
  },
  address: () => {
    const house = el("input", { id: "typed-house", class: "input input--short", maxlength: "20", dir: "ltr", ...PLAIN });
    const zip = el("input", { id: "typed-zip", class: "input input--short", inputmode: "numeric", maxlength: "10", dir: "ltr", ...PLAIN });
    const nodes = [el("fieldset", { class: "parts" }, el("legend", {}, t("check.address_label")), field(t("check.house"), house), field(t("check.zip"), zip))];
    return { nodes, value: () => (house.value.trim() && zip.value.trim() ? `${house.value.trim()} ${zip.value.trim()}` : null) };
  },
};

/** Joins three numbers to a date, or gives null. */
function dayOf(year, month, day) {
  const text = `${year.trim()}-${month.trim().padStart(2, "0")}-${day.trim().padStart(2, "0")}`;
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : null;
}
