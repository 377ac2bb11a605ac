// The map of claim 169 (Claim 169 v1.2.0, profile MRC-QR-1), with tolerance only where its own samples need it.

import { fromHex, isBytes } from "./bytes.js";
import { isCardNumber } from "./card_number.js";
import { CborMap } from "./cbor.js";
import { isDay } from "./days.js";
import { PORTRAIT_BYTES, SEALED_BYTES, SEALED_FIELDS, TEXT_CHARACTERS } from "./limits.js";
import { malformed } from "./refusal.js";

const LAYER = "claim 169";
const [NUMBER, NAME, BIRTH_DATE, PORTRAIT, PORTRAIT_FORMAT] = [1n, 4n, 8n, 16n, 17n];
const [LOCATION, COUNTRY, SEALED] = [21n, 23n, 75n];
const PICTURES = new Map([[1n, "image/jpeg"], [2n, "image/jp2"], [3n, "image/avif"], [4n, "image/webp"]]);
const DATE = /^([0-9]{4})(-?)([0-9]{2})\2([0-9]{2})$/;

/** Reads the map; keys of others are left where they are. */
export function readClaim169(found) {
  if (!(found instanceof CborMap)) throw malformed("claim169.shape", LAYER);
  return {
    number: readNumber(found.get(NUMBER)),
    photo: found.has(PORTRAIT) ? readPhoto(found.get(PORTRAIT), found.get(PORTRAIT_FORMAT)) : null,
    sealed: found.has(SEALED) ? readSealed(found.get(SEALED)) : null,
    name: found.has(NAME) ? readText(found.get(NAME)) : null,
    birthDate: found.has(BIRTH_DATE) ? readBirthDate(found.get(BIRTH_DATE)) : null,
    country: found.has(COUNTRY) ? readText(found.get(COUNTRY)) : null,
    location: found.has(LOCATION) ? readText(found.get(LOCATION)) : null,
  };
}

/** Reads the card number in its one form. */
function readNumber(value) {
  if (typeof value !== "string" || !isCardNumber(value)) throw malformed("claim169.number", LAYER);
  return value;
}

/** Reads the portrait, bytes or hexadecimal text; nothing here decodes the picture. */
function readPhoto(value, format) {
  const bytes = typeof value === "string" ? fromHex(value) : value;
  const type = typeof format === "bigint" ? PICTURES.get(format) : undefined;
  const fits = isBytes(bytes) && bytes.length > 0 && bytes.length <= PORTRAIT_BYTES;
  if (!fits || type === undefined) throw malformed("claim169.portrait", LAYER);
  return { bytes, type };
}

/** Reads the sealed fields: numbers, and 16 bytes each. */
function readSealed(value) {
  const size = value instanceof CborMap ? value.size : 0;
  if (size < 1 || size > SEALED_FIELDS) throw malformed("claim169.sealed", LAYER);
  const pairs = value.entries();
  const fit = pairs.every(([key, seal]) => typeof key === "bigint" && isBytes(seal) && seal.length === SEALED_BYTES);
  if (!fit) throw malformed("claim169.sealed", LAYER);
  return new Map(pairs.map(([key, seal]) => [Number.isSafeInteger(Number(key)) ? Number(key) : key, seal]));
}

/** Reads a text of 1 to 200 characters. */
function readText(value) {
  const fits = typeof value === "string" && value.length > 0 && [...value].length <= TEXT_CHARACTERS;
  if (!fits) throw malformed("claim169.text", LAYER);
  return value;
}

/** Reads YYYYMMDD, the rule, or YYYY-MM-DD, the sample. */
function readBirthDate(value) {
  const parts = DATE.exec(readText(value));
  if (!parts || !isDay(Number(parts[1]), Number(parts[3]), Number(parts[4]))) throw malformed("claim169.birth_date", LAYER);
  return `${parts[1]}-${parts[3]}-${parts[4]}`;
}
