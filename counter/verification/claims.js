// The CWT claims around claim 169 (docs/spec/mrc-qr-1.md): each of its type and within its limit, none believed yet.

import { readClaim169 } from "./claim_169.js";
import { CborMap, readCbor, sameness } from "./cbor.js";
import { dayOf } from "./days.js";
import { INFLATED_BYTES, STATUS_INDEX_BELOW } from "./limits.js";
import { malformed } from "./refusal.js";

const LAYER = "cwt";
const DAY = 86_400n; // seconds
const NOON = 43_200n; // seconds after midnight, when a day has ended everywhere
const LAST_DAY = DAY + NOON;
const END = 2_932_896n * DAY; // 31 December 9999
const [ISSUER, EXPIRES, NOT_BEFORE, ISSUED_AT, CLAIM_169, STATUS] = [1n, 4n, 5n, 6n, 169n, 65535n];

/** Reads a card's payload; unknown claims are ignored. */
export function readClaims(payload) {
  const found = readCbor(payload, { most: INFLATED_BYTES, layer: LAYER });
  if (!(found instanceof CborMap)) throw malformed("cwt.shape", LAYER);
  if (!found.has(CLAIM_169)) throw malformed("cwt.claim_169", LAYER);
  const iss = found.get(ISSUER);
  if (typeof iss !== "string") throw malformed("cwt.issuer", LAYER);
  const validity = readValidity(found);
  const status = found.has(STATUS) ? readStatus(found.get(STATUS)) : null;
  return { iss, ...validity, status, ...readClaim169(found.get(CLAIM_169)) };
}

/** Reads the card's days; "issued at" may be absent, and else equals "not before". */
function readValidity(found) {
  const [ends, begins] = [found.get(EXPIRES), found.get(NOT_BEFORE)];
  if (typeof ends !== "bigint" || typeof begins !== "bigint") throw malformed("cwt.validity", LAYER);
  const issued = found.has(ISSUED_AT) ? found.get(ISSUED_AT) : begins;
  const inOrder = 0n <= begins && begins <= ends - LAST_DAY && ends - LAST_DAY < END;
  const toTheDay = begins % DAY === 0n && ends % DAY === NOON;
  if (sameness(issued) !== sameness(begins) || !inOrder || !toTheDay) throw malformed("cwt.validity", LAYER);
  const [first, last] = [begins, ends - LAST_DAY].map((instant) => dayOf(Number(instant)));
  return { begins: Number(begins), ends: Number(ends), notBefore: first, notAfter: last };
}

/** Reads where the card's one bit stands (Token Status List, section 6.3). */
function readStatus(value) {
  const entry = value instanceof CborMap ? value.get("status_list") : null;
  const [uri, index] = entry instanceof CborMap ? [entry.get("uri"), entry.get("idx")] : [];
  const fits = typeof uri === "string" && typeof index === "bigint" && index >= 0n && index < STATUS_INDEX_BELOW;
  if (!fits) throw malformed("cwt.status", LAYER);
  return { uri, index: Number(index) };
}
