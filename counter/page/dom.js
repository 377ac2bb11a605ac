// Building the page from values: texts are only ever set as text, so nothing on a card can become markup.

const SVG = "http://www.w3.org/2000/svg";

/** Makes an element: `el("p", {class: "x", onclick: f}, "text", child)`; empty children are left out. */
export function el(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** Makes an element of a drawing. */
export function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

/** Gives an element its attributes, listeners and children. */
function filled(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Finds an element of the shell by its id. */
export function byId(id) {
  return document.getElementById(id);
}

/** Says something to a screen reader; `urgent` interrupts what it says. */
export function announce(text, { urgent = false } = {}) {
  const region = byId(urgent ? "told-now" : "told");
  region.textContent = "";
  // A region that is emptied and filled in one turn is often not read.
  setTimeout(() => { region.textContent = text; }, 60);
}

/** Lets a screen reader forget what was said. */
export function hush() {
  byId("told").textContent = "";
  byId("told-now").textContent = "";
}

/** A button with a word and what it does. */
export function button(label, onclick, { kind = "plain", ...attributes } = {}) {
  return el("button", { type: "button", class: `button button--${kind}`, onclick, ...attributes }, label);
}

/** A labelled field of a form with its hint. */
export function field(label, input, hint = null) {
  const id = input.id;
  const hintNode = hint && el("p", { class: "hint", id: `${id}-hint` }, hint);
  if (hint) input.setAttribute("aria-describedby", `${id}-hint`);
  return el("div", { class: "field" }, el("label", { for: id }, label), hintNode, input);
}
