// The payload of a trust list, read as strictly as docs/spec/trust-list.md says: every field known, and exactly the
// bytes that writing the same list would give.

import { hex, isBytes, sameBytes } from "./bytes.js";
import { CborMap, readCbor, writeCbor } from "./cbor.js";
import * as limits from "./limits.js";
import { keyFromCose } from "./public_key.js";
import { malformed } from "./refusal.js";
import { isAssigned } from "./unicode_14.js";

const LAYER = "trust list";
const PROFILE = "denizen-trust-1";
const MODES = ["demonstration", "live"];
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;
export const CARD = 1;
export const STATUS = 2;

/** Refuses what is no trust list. */
export function unlike() {
  return malformed("trust.malformed", LAYER);
}

/** Reads a payload. */
export async function readTrustPayload(payload) {
  const item = readCbor(payload, { most: limits.TRUST_BYTES, layer: LAYER });
  const fields = numbered(item, { known: 7, required: 6 });
  if (fields.get(1n) !== PROFILE) throw unlike();
  const list = await readList(fields);
  const handovers = fields.has(7n) ? array(fields.get(7n), limits.HANDOVERS).map(handoverBytes) : null;
  if (handovers?.length === 0 || !sameBytes(writeCbor(item), payload)) throw unlike();
  return { ...list, handovers: handovers ?? [] };
}

/** Reads one handover statement, unopened. */
function handoverBytes(value) {
  return octets(value, limits.HANDOVER_BYTES);
}

/** Reads the list's own fields and its issuers. */
async function readList(fields) {
  const version = whole(fields.get(2n), limits.HIGHEST_VERSION);
  const [issued, expires] = [instant(fields.get(3n)), instant(fields.get(4n))];
  if (version < 1 || issued >= expires) throw unlike();
  const issuers = [];
  for (const item of array(fields.get(6n), limits.ISSUERS)) issuers.push(await readIssuer(item));
  requireDistinct(issuers.map(({ url }) => url));
  requireDistinct(issuers.map(({ statusUri }) => statusUri));
  return { version, issued, expires, mode: readMode(fields.get(5n)), issuers };
}

/** Reads the programme's mode. */
export function readMode(value) {
  if (!MODES.includes(value)) throw unlike();
  return value;
}

/** Reads one issuer; within it, no two keys share a key id. */
async function readIssuer(item) {
  const fields = numbered(item, { known: 4, required: 4 });
  const keys = [];
  for (const each of array(fields.get(4n), limits.KEYS_PER_ISSUER)) keys.push(await readKey(each));
  requireDistinct(keys.map(({ key }) => hex(key.keyId)));
  return { url: address(fields.get(1n)), name: printable(fields.get(2n), limits.NAME_CHARACTERS), statusUri: address(fields.get(3n)), keys };
}

/** Reads one key, which stands in its one form; its times run in their order. */
async function readKey(item) {
  const fields = numbered(item, { known: 6, required: 5 });
  const [signFrom, signUntil, verifyUntil] = [3n, 4n, 5n].map((number) => instant(fields.get(number)));
  if (!(signFrom < signUntil && signUntil <= verifyUntil)) throw unlike();
  const written = octets(fields.get(1n), limits.HANDOVER_BYTES);
  const key = await keyFromCose(written);
  if (!sameBytes(key.toCose(), written)) throw unlike();
  const purpose = whole(fields.get(2n), 255n);
  if (purpose !== CARD && purpose !== STATUS) throw unlike();
  const compromisedSince = fields.has(6n) ? instant(fields.get(6n)) : null;
  return { key, purpose, signFrom, signUntil, verifyUntil, compromisedSince };
}

/** Reads a map whose keys are whole numbers from 1 to `known`, the first `required` of them all there. */
export function numbered(value, { known, required }) {
  if (!(value instanceof CborMap)) throw unlike();
  const keys = value.entries().map(([key]) => key);
  if (!keys.every((key) => typeof key === "bigint" && key >= 1n && key <= BigInt(known))) throw unlike();
  for (let number = 1n; number <= BigInt(required); number += 1n) if (!value.has(number)) throw unlike();
  return value;
}

/** Reads an array of at most `most` items. */
function array(value, most) {
  if (!Array.isArray(value) || value.length > most) throw unlike();
  return value;
}

/** Reads a byte string of at most `most` bytes. */
export function octets(value, most) {
  if (!isBytes(value) || value.length > most) throw unlike();
  return value;
}

/** Reads a text without characters that hide. */
function printable(value, most) {
  const characters = typeof value === "string" ? [...value] : null;
  if (characters === null || characters.length > most) throw unlike();
  if (HIDDEN.test(value) || !characters.every(isAssigned)) throw unlike();
  return value;
}

/** Reads an https address in printable ASCII. */
function address(value) {
  const url = printable(value, limits.URL_CHARACTERS);
  if (!/^https:\/\/[\x21-\x7e]*$/.test(url)) throw unlike();
  return url;
}

/** Reads a whole number from 0 to `most`. */
export function whole(value, most) {
  if (typeof value !== "bigint" || value < 0n || value > most) throw unlike();
  return Number(value);
}

/** Reads seconds since 1970. */
function instant(value) {
  return whole(value, limits.LATEST_INSTANT);
}

/** Refuses a list that names one thing twice. */
function requireDistinct(values) {
  if (new Set(values).size !== values.length) throw unlike();
}
