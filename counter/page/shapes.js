// The shapes of the answers: a disc with a tick, an octagon with a cross, a diamond with a question mark.
// Colour is never the only sign, and neither is shape: the word stands beside it.

import { svg } from "./dom.js";

const OUTLINES = {
  good: ["circle", { cx: 50, cy: 50, r: 46 }],
  as_of: ["circle", { cx: 50, cy: 50, r: 46 }],
  not_good: ["path", { d: "M32 5h36l27 27v36L68 95H32L5 68V32z" }],
  cannot_tell: ["path", { d: "M50 3 97 50 50 97 3 50z" }],
};
const SIGNS = {
  good: ["M28 52l16 16 30-34"],
  as_of: ["M50 24v28l18 12"],
  not_good: ["M33 33l34 34M67 33 33 67"],
  cannot_tell: ["M39 41a11 11 0 1 1 16 10c-4 2-5 4-5 9", "M50 71v.5"],
};

/** Draws an answer's shape; screen readers are told by the word instead. */
export function shape(kind) {
  const [name, outline] = OUTLINES[kind];
  const signs = SIGNS[kind].map((d) => svg("path", { d, class: "shape__sign" }));
  return svg("svg", { viewBox: "0 0 100 100", class: "shape", "aria-hidden": "true", focusable: "false" }, svg(name, { ...outline, class: "shape__ground" }), ...signs);
}

const ICONS = {
  ok: "M5 12.5l4.5 4.5L19 7.5",
  warn: "M12 4 22 20H2zM12 10v4.5M12 17.2v.1",
  stop: "M6 6l12 12M18 6 6 18",
  wait: "M6 12v.1M12 12v.1M18 12v.1",
  camera: "M4 8h3l2-3h6l2 3h3v11H4zM12 17a3.8 3.8 0 1 0 0-7.6 3.8 3.8 0 0 0 0 7.6z",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5v.1",
  text: "M5 6h14M5 11h14M5 16h9",
  lamp: "M9 18h6M10 21h4M12 3a6 6 0 0 0-3.5 10.9V15h7v-1.1A6 6 0 0 0 12 3z",
  refresh: "M20 12a8 8 0 1 1-2.5-5.8M20 4v4.5h-4.5",
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5",
  back: "M14.5 5 7.5 12l7 7",
};

/** Draws a small picture beside a word. */
export function icon(name) {
  return svg("svg", { viewBox: "0 0 24 24", class: `icon icon--${name}`, "aria-hidden": "true", focusable: "false" }, svg("path", { d: ICONS[name] }));
}
