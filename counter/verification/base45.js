// Base45 (RFC 9285) in its one canonical form: upper case, whole groups, no group past its largest value.

import { QR_TEXT_CHARACTERS } from "./limits.js";
import { malformed } from "./refusal.js";

const LAYER = "base45";
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"; // RFC 9285, table 1
const FOREIGN = 0xff;
const DIGITS = new Uint8Array(128).fill(FOREIGN);
for (const [value, char] of [...ALPHABET].entries()) DIGITS[char.charCodeAt(0)] = value;

/** Reads base45 text of at most 4,096 characters. */
export function decodeBase45(text) {
  requireLength(text);
  const digits = digitsOf(text.replace(/[^\x00-\x7f]/gu, "?"));
  const whole = digits.length - (digits.length % 3);
  refuseForeign(digits, whole);
  const bytes = new Uint8Array((whole / 3) * 2 + (digits.length - whole > 1 ? 1 : 0));
  for (let from = 0, to = 0; from < whole; from += 3, to += 2) {
    const value = digits[from] + 45 * digits[from + 1] + 2025 * digits[from + 2];
    if (value > 0xffff) throw malformed("qr.base45.value", LAYER);
    bytes[to] = value >> 8;
    bytes[to + 1] = value & 0xff;
  }
  refuseForeign(digits, digits.length);
  if (whole !== digits.length) bytes[(whole / 3) * 2] = lastByte(digits.subarray(whole));
  return bytes;
}

/** Gives each character's value; the text is ASCII. */
function digitsOf(text) {
  const digits = new Uint8Array(text.length);
  for (let place = 0; place < text.length; place += 1) digits[place] = DIGITS[text.charCodeAt(place)];
  return digits;
}

/** Refuses a long text; characters are code points, of which each has one or two units. */
function requireLength(text) {
  const most = QR_TEXT_CHARACTERS;
  const long = text.length > 2 * most || (text.length > most && [...text].length > most);
  if (long) throw malformed("qr.base45.too_long", LAYER);
}

/** Refuses a character outside the alphabet before `end`, and says where it is. */
function refuseForeign(digits, end) {
  const place = digits.subarray(0, end).indexOf(FOREIGN);
  if (place !== -1) throw malformed("qr.base45.character", LAYER, place);
}

/** Reads the last byte, which two characters stand for. */
function lastByte(digits) {
  if (digits.length === 1) throw malformed("qr.base45.length", LAYER);
  const value = digits[0] + 45 * digits[1];
  if (value > 0xff) throw malformed("qr.base45.value", LAYER);
  return value;
}
