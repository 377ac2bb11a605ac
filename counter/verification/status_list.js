// The status list: which cards are no longer good, opened under an opened trust list (docs/spec/status-list.md).

import { isBytes } from "./bytes.js";
import { CborMap, readCbor } from "./cbor.js";
import { readSign1, requireSignature } from "./cose.js";
import { inflate } from "./inflate.js";
import * as limits from "./limits.js";
import { Refusal, cannotTell } from "./refusal.js";

const STEP = 8;
const LAYER = "status list";
const LIST_TYPE = "application/statuslist+cwt";
const [SUB, EXP, IAT, STATUS_LIST, TTL] = [2n, 4n, 6n, 65533n, 65534n];

/** Opens a received status list in CWT form: `{ok}` with the list, or `{refusal}`; `at` is milliseconds since 1970. */
export async function openStatusList(data, { trust, at }) {
  try {
    return { ok: await opened(data, { trust, at }) };
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return { refusal: refusal.answer === "cannot_tell" ? refusal : unreadable(refusal.where) };
  }
}

/** Opens a list or throws; it is inflated only once its signature holds. */
async function opened(data, { trust, at }) {
  if (data.length > limits.STATUS_BYTES) throw cannotTell("status.too_large", STEP);
  const envelope = readSign1(data, { most: limits.STATUS_BYTES });
  if (envelope.type !== LIST_TYPE) throw unreadable();
  const claims = readToken(envelope.payload);
  const key = trust.statusKey(claims.uri, { keyId: envelope.keyId, issued: claims.issued });
  await requireSignature(envelope, key, STEP).catch(badSignature);
  const list = new StatusList(claims, inflate(claims.lst, limits.STATUS_LIST_BYTES));
  list.requireInTime(at / 1000);
  return list;
}

/** Turns what is wrong with a signature into this list's refusal. */
function badSignature(refusal) {
  throw refusal instanceof Refusal ? cannotTell("status.bad_signature", STEP) : refusal;
}

/** Refuses a list that cannot be read. */
function unreadable(where = LAYER) {
  return cannotTell("status.malformed", STEP, where);
}

/** Reads the claims of the token; unknown ones are allowed. */
function readToken(payload) {
  const claims = readCbor(payload, { most: limits.STATUS_BYTES, layer: LAYER });
  const list = claims instanceof CborMap ? claims.get(STATUS_LIST) : null;
  if (!(list instanceof CborMap) || list.get("bits") !== 1n || !isBytes(list.get("lst"))) throw unreadable();
  const uri = claims.get(SUB);
  const [issued, expires] = [IAT, EXP].map((name) => whole(claims.get(name), limits.LATEST_INSTANT));
  if (typeof uri !== "string" || issued >= expires) throw unreadable();
  const ttl = claims.get(TTL) === null ? null : whole(claims.get(TTL), limits.LONGEST_TTL);
  return { uri, issued, expires, ttl, lst: list.get("lst") };
}

/** Reads a whole number from 1 to `most`. */
function whole(value, most) {
  if (typeof value !== "bigint" || value < 1n || value > most) throw unreadable();
  return Number(value);
}

/** An opened status list; times are milliseconds, `ttl` seconds. */
export class StatusList {
  constructor({ uri, issued, expires, ttl }, octets) {
    this.uri = uri;
    this.issued = issued * 1000;
    this.expires = expires * 1000;
    this.ttl = ttl;
    this.octets = octets;
  }

  /** Says whether a card is marked; the list may not reach so far. */
  isRevoked(index) {
    if (index >= this.octets.length * 8) throw cannotTell("status.index_outside", STEP);
    return ((this.octets[Math.floor(index / 8)] >> (index % 8)) & 1) === 1;
  }

  /** Says whether the list answers at an instant in seconds. */
  isInTime(atSeconds) {
    return this.issued / 1000 - limits.CLOCK_ALLOWANCE <= atSeconds && atSeconds < this.expires / 1000;
  }

  /** Refuses to answer with a list that is over, or by a clock that runs behind. */
  requireInTime(atSeconds) {
    if (!this.isInTime(atSeconds)) throw this.outOfTime(atSeconds);
  }

  /** Says which of the two is wrong: the list or the clock. */
  outOfTime(atSeconds) {
    return cannotTell(atSeconds >= this.expires / 1000 ? "status.expired" : "clock.behind", STEP);
  }
}
