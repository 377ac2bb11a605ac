// The trust list: opened under a pinned root or one that handovers lead to (docs/spec/trust-list.md).

import { isBytes, sameBytes } from "./bytes.js";
import { readCbor } from "./cbor.js";
import { readSign1, requireSignature } from "./cose.js";
import * as limits from "./limits.js";
import { keyFromCose, keyFromJwk, keyName } from "./public_key.js";
import { Refusal, cannotTell } from "./refusal.js";
import { CARD, STATUS, numbered, octets, readMode, readTrustPayload, unlike, whole } from "./trust_payload.js";

const STEP = 4;
const STATUS_STEP = 8;
const LIST_TYPE = "application/denizen-trust-list+cbor";
const HANDOVER_TYPE = "application/denizen-root-handover+cbor";
const HANDOVER_PROFILE = "denizen-root-handover-1";

/**
 * Opens a received trust list: `{ok}` with the list, or `{refusal}`.
 * `root` is the pinned root as a JWK, `seen` the lowest version that is accepted, `at` milliseconds since 1970.
 */
export async function openTrustList(data, { root, mode, seen = 0, at }) {
  try {
    return { ok: await opened(data, { root, mode, seen, at }) };
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return { refusal: ofThisStep(refusal) };
  }
}

/** Makes every fault of form a refusal of this step. */
function ofThisStep(refusal) {
  return refusal.answer === "cannot_tell" ? refusal : cannotTell("trust.malformed", STEP, refusal.where);
}

/** Opens a list or throws: size and form, root, signature, mode, version, times. */
async function opened(data, { root, mode, seen, at }) {
  const pinned = await pinnedRoot(root);
  if (data.length > limits.TRUST_BYTES) throw cannotTell("trust.too_large", STEP);
  const envelope = readSign1(data, { most: limits.TRUST_BYTES });
  if (envelope.type !== LIST_TYPE) throw cannotTell("trust.malformed", STEP);
  const payload = await readTrustPayload(envelope.payload);
  const path = await followed(pinned, { handovers: payload.handovers, mode });
  const place = path.findIndex((key) => isBytes(envelope.keyId) && sameBytes(key.keyId, envelope.keyId));
  if (place === -1) throw cannotTell("trust.wrong_root", STEP);
  if (!(await fits(envelope, path[place]))) throw cannotTell("trust.bad_signature", STEP);
  requireMode(payload.mode, mode);
  if (payload.version < seen) throw cannotTell("trust.rolled_back", STEP);
  const list = new TrustList(payload, { root: path[place], nextRoot: path[place + 1] ?? null });
  list.requireInTime(at / 1000);
  return list;
}

/** Reads the pinned root; without one no list can be believed. */
async function pinnedRoot(jwk) {
  try {
    return await keyFromJwk(jwk);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    throw cannotTell("trust.no_root", STEP, refusal.where);
  }
}

/** Gives the roots that the pin leads to, itself first. */
async function followed(pinned, { handovers, mode }) {
  const path = [pinned];
  for (const statement of handovers) {
    const successor = await successorIn(statement, { current: path.at(-1), mode });
    if (successor !== null) path.push(successor);
  }
  return path;
}

/** Gives the root that `current` names as its successor; null when it did not sign this statement. */
async function successorIn(statement, { current, mode }) {
  const envelope = readSign1(statement);
  const named = envelope.keyId !== null && sameBytes(envelope.keyId, current.keyId);
  if (!named || envelope.type !== HANDOVER_TYPE || !(await fits(envelope, current))) return null;
  const fields = numbered(readCbor(envelope.payload, { layer: "cbor" }), { known: 4, required: 4 });
  whole(fields.get(3n), limits.LATEST_INSTANT);
  if (fields.get(1n) !== HANDOVER_PROFILE) throw unlike();
  if (readMode(fields.get(2n)) !== mode) return null;
  return keyFromCose(octets(fields.get(4n), limits.HANDOVER_BYTES));
}

/** Says whether a message is signed by a key. */
async function fits(envelope, key) {
  try {
    await requireSignature(envelope, key, STEP);
    return true;
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    return false;
  }
}

/** Refuses a demonstration's list at a live counter, and a live list at a demonstration's. */
export function requireMode(mode, ours) {
  if (mode === ours) return;
  throw cannotTell(ours === "live" ? "trust.demonstration_at_live" : "trust.live_at_demonstration", STEP);
}

/** An opened trust list; `root` is the one that signed it, to be remembered with `version`. Times are milliseconds. */
export class TrustList {
  constructor({ version, mode, issued, expires, issuers }, { root, nextRoot }) {
    this.version = version;
    this.mode = mode;
    this.issued = issued * 1000;
    this.expires = expires * 1000;
    this.root = root.toJwk();
    this.nextRoot = nextRoot?.toJwk() ?? null;
    this.issuers = new Map(issuers.map((issuer) => [issuer.url, knownIssuer(issuer)]));
  }

  /** Refuses to answer with a list that is over, or by a clock that runs behind. */
  requireInTime(atSeconds) {
    if (atSeconds < this.issued / 1000 - limits.CLOCK_ALLOWANCE) throw cannotTell("clock.behind", STEP);
    if (atSeconds >= this.expires / 1000) throw cannotTell("trust.expired", STEP);
  }

  /** Finds the key that may sign the status list at `uri`, issued at `issued` (seconds). */
  statusKey(uri, { keyId, issued }) {
    const issuer = [...this.issuers.values()].find((each) => each.statusUri === uri);
    const known = issuer?.keys.get(keyName(keyId));
    if (!known) throw cannotTell("status.wrong_signer", STATUS_STEP);
    if (known.purpose !== STATUS) throw cannotTell("status.wrong_purpose", STATUS_STEP);
    if (known.compromisedSince !== null) throw cannotTell("status.key_compromised", STATUS_STEP);
    const inUse = known.signFrom - limits.CLOCK_ALLOWANCE <= issued && issued < known.signUntil;
    if (!inUse) throw cannotTell("status.key_out_of_time", STATUS_STEP);
    return known.key;
  }
}

/** Indexes one issuer's keys by key id. */
function knownIssuer({ url, name, statusUri, keys }) {
  return { url, name, statusUri, keys: new Map(keys.map((each) => [keyName(each.key.keyId), knownKey(each)])) };
}

/** Adds between which first days a key vouches for a card; a compromise ends that. */
function knownKey(each) {
  const last = each.signUntil + limits.FIRST_DAY_EARLIEST;
  const firstUntil = each.compromisedSince === null ? last : Math.min(last, each.compromisedSince);
  return { ...each, signsCards: each.purpose === CARD, firstFrom: each.signFrom - limits.FIRST_DAY_LATEST, firstUntil };
}
