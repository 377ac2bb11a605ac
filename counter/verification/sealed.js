// Sealed fields: what a person typed, compared with what the city signed (docs/spec/mrc-qr-1.md).

import { joined, sameBytes, utf8 } from "./bytes.js";
import { canonical, canonicalAddress, canonicalDate, plainLatin } from "./canonical.js";
import { foldCode } from "./card_number.js";
import { SEALED_BYTES } from "./limits.js";

const PROFILE = utf8("MRC-QR-1");
const SALT = utf8("MRC-QR-1 sealed");
const ROUNDS = 10_000;
const [NAME, NAME_LATIN, BIRTH_DATE, ADDRESS] = [1, 2, 3, 4];
const NUMBERS = { name: NAME, birth_date: BIRTH_DATE, address: ADDRESS };
const FORMS = { [NAME]: canonical, [NAME_LATIN]: plainLatin, [BIRTH_DATE]: canonicalDate, [ADDRESS]: canonicalAddress };

/**
 * Compares what was typed with a sealed field of a card that verified: "matches", "matches_without_accents", "differs"
 * or "not_bound".  `field` is "name", "birth_date" or "address".  A wrong check code cannot be told from a wrong value.
 * Throws an `InputRefusal` for a value or a code that has no canonical form.
 */
export async function checkTyped(claims, field, typed, checkCode) {
  const code = foldCode(checkCode);
  const number = NUMBERS[field];
  const sealed = claims.sealed ?? new Map();
  if (!sealed.has(number)) return "not_bound";
  const key = await sealingKey(claims, code);
  if (await fits(key, { sealed, number, typed })) return "matches";
  const alsoPlain = number === NAME && sealed.has(NAME_LATIN);
  if (alsoPlain && (await fits(key, { sealed, number: NAME_LATIN, typed }))) return "matches_without_accents";
  return "differs";
}

/** Says whether a typed value is the sealed one. */
async function fits(key, { sealed, number, typed }) {
  const message = label(PROFILE, Uint8Array.of(number), utf8(FORMS[number](typed)));
  const whole = new Uint8Array(await crypto.subtle.sign("HMAC", key, message));
  return sameBytes(whole.subarray(0, SEALED_BYTES), sealed.get(number));
}

/** Stretches the check code into the key of one card's sealed fields. */
async function sealingKey({ iss, number }, code) {
  const salt = label(SALT, utf8(iss), utf8(number));
  const secret = await crypto.subtle.importKey("raw", utf8(code), "PBKDF2", false, ["deriveBits"]);
  const bits = await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS }, secret, 256);
  return crypto.subtle.importKey("raw", bits, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

/** Joins parts, each after its length as four bytes, so that no two lists of parts give the same bytes. */
function label(...parts) {
  return joined(...parts.flatMap((part) => [lengthOf(part), part]));
}

/** Writes a length as four bytes, most significant first. */
function lengthOf({ length }) {
  return Uint8Array.of(length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255);
}
