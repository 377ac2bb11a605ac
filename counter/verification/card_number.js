// Card numbers and codes in Crockford's alphabet, with the check over GF(32) (docs/spec/mrc-qr-1.md).

import { InputRefusal } from "./refusal.js";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 12;
const LOOK_ALIKES = { O: "0", I: "1", L: "1", "-": "", " ": "" };

/** Says whether a text is a card number in its one form. */
export function isCardNumber(text) {
  if (!isCode(text)) return false;
  let sum = 0;
  for (const char of text) sum = timesX(sum) ^ ALPHABET.indexOf(char);
  return sum === 0;
}

/** Multiplies by x in GF(2)[x] / (x^5 + x^2 + 1). */
function timesX(value) {
  const doubled = value << 1;
  return doubled & 0b100000 ? doubled ^ 0b100101 : doubled;
}

/** Says whether a text is twelve characters of the alphabet. */
function isCode(text) {
  return text.length === LENGTH && [...text].every((char) => ALPHABET.includes(char));
}

/** Reads a check code as a person types it: any case, spaces and hyphens anywhere, O for 0, I or L for 1. */
export function foldCode(typed) {
  const code = [...typed.toUpperCase()].map((char) => LOOK_ALIKES[char] ?? char).join("");
  if (!isCode(code)) throw new InputRefusal("code.shape");
  return code;
}
