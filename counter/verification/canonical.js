// One spelling for what is printed and what is typed, pinned to Unicode 14.0 (docs/spec/mrc-qr-1.md).

import { isDay } from "./days.js";
import { TEXT_CHARACTERS } from "./limits.js";
import { InputRefusal } from "./refusal.js";
import { folded, isAssigned, isForeignLetter, isMark } from "./unicode_14.js";

const SPACES = /[\t-\r\x1c- \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/gu;
const PLAIN = new Map(Object.entries({
  æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ı: "i", ŋ: "n", ŧ: "t", ĸ: "k", ə: "e", ɛ: "e",
  ɔ: "o", ɓ: "b", ɗ: "d", ƙ: "k", ɣ: "g", ʉ: "u", ɨ: "i", ƴ: "y", ɖ: "d", ƒ: "f", ʋ: "v", ß: "ss",
}));
for (const gone of "'’‘ʼʻʹʾʿ`´\u200c\u200d") PLAIN.set(gone, "");
for (const hyphen of "-‐‑‒–—") PLAIN.set(hyphen, " ");
const ZIP = /^([0-9]{5})(?:-?[0-9]{4})?$/;
const HOUSE = /^[0-9][0-9A-Za-z/-]*$/;

/** Folds case in full, composes, collapses spaces; accents stay. */
export function canonical(text) {
  const characters = [...text];
  if (characters.length > TEXT_CHARACTERS) throw new InputRefusal("text.too_long");
  if (!characters.every(isAssigned)) throw new InputRefusal("text.unassigned");
  return fold(text);
}

/** Decomposes first, so that folding sees every letter (Unicode, section 3.13, D145). */
function fold(text) {
  const lower = [...text.normalize("NFD")].map(folded).join("");
  return lower.normalize("NFC").replace(SPACES, " ").replace(/^ +| +$/g, "");
}

/** Writes a Latin text as a keyboard without accents would; other scripts are only made canonical. */
export function plainLatin(text) {
  const whole = canonical(text);
  if ([...whole].some(isForeignLetter)) return whole;
  const bare = [...whole.normalize("NFD")].filter((char) => !isMark(char));
  return fold(bare.map((char) => PLAIN.get(char) ?? char).join(""));
}

/** Writes a date as YYYYMMDD; the year stands first. */
export function canonicalDate(text) {
  const digits = text.replace(/[-/. ]/g, "");
  const parts = /^([0-9]{4})([0-9]{2})([0-9]{2})$/.exec(digits);
  if (!parts || !isDay(Number(parts[1]), Number(parts[2]), Number(parts[3]))) throw new InputRefusal("text.date");
  return digits;
}

/** Writes house number and ZIP code, from just these two or from a whole address. */
export function canonicalAddress(text) {
  const words = canonical(text.replace(/,/g, " ")).split(" ");
  const zip = ZIP.exec(words.at(-1));
  if (words.length < 2 || !zip || !HOUSE.test(words[0])) throw new InputRefusal("text.address");
  return `${words[0]} ${zip[1]}`;
}
