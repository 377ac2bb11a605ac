// Is this card good?  Steps 0 to 9 of docs/spec/verification.md, with the codes of the Python library.
// Everything is brought by the caller; nothing is fetched or kept, and no claim of a failed card is given out.

import { decodeBase45 } from "./base45.js";
import { readClaims } from "./claims.js";
import { readSign1, requireSignature } from "./cose.js";
import { inflate } from "./inflate.js";
import { FIRST_DAY_EARLIEST, INFLATED_BYTES } from "./limits.js";
import { keyName } from "./public_key.js";
import { Refusal, cannotTell, notGood } from "./refusal.js";
import { requireMode } from "./trust_list.js";

const HOUR = 3600; // seconds

/**
 * Judges a card from the text of its code; never throws a refusal.
 * `trust`, `status`: opened lists or null; `trustRefusal`, `statusRefusal`: why one could not be opened;
 * `rule`: `{fresh_hours, stale: "valid_as_of" | "cannot_tell"}`; `at`: milliseconds; `mode`: "live" or "demonstration".
 */
export async function verify(text, { trust, trustRefusal = null, status, statusRefusal = null, rule, at, mode = null }) {
  try {
    const envelope = readSign1(inflate(decodeBase45(text)), { most: INFLATED_BYTES });
    const claims = readClaims(envelope.payload);
    return await believe({ envelope, claims }, { trust, trustRefusal, status, statusRefusal, rule, at: at / 1000, mode });
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
    const { answer, code, step, where } = refusal;
    return { answer, code, step, where, claims: null, issuer: null, asOf: null };
  }
}

/** Carries out steps 4 to 9 on a card of which nothing is believed yet. */
async function believe({ envelope, claims }, told) {
  requireTrust(told);
  const { issuer, key } = signerOf(envelope, claims, told);
  await requireSignature(envelope, key.key, 6);
  requireTimes(claims, key, told.at);
  requireStatus(claims, issuer, told);
  return answerOn(claims, { issuer, key, ...told });
}

/** (4) A trust list at hand, of our mode and in time. */
function requireTrust({ trust, trustRefusal, at, mode }) {
  if (!trust) throw trustRefusal ?? cannotTell("trust.none", 4);
  if (mode !== null) requireMode(trust.mode, mode);
  trust.requireInTime(at);
}

/** (5) The issuer is known, and this key is the issuer's, for cards. */
function signerOf(envelope, claims, told) {
  const issuer = told.trust.issuers.get(claims.iss);
  if (!issuer) throw cannotTell("verification.issuer_unknown", 5);
  const key = issuer.keys.get(keyName(envelope.keyId));
  if (!key) throw unknownKey(told);
  if (!key.signsCards) throw notGood("verification.key_wrong_purpose", 5);
  return { issuer, key };
}

/** Judges a key that the issuer does not have: with fresh lists it is nobody's, with old ones perhaps new. */
function unknownKey({ trust, status, rule, at }) {
  const issued = Math.max(trust.issued, status?.issued ?? 0) / 1000;
  const fresh = at < issued + rule.fresh_hours * HOUR;
  return fresh ? notGood("verification.key_unknown", 5) : cannotTell("verification.key_perhaps_new", 5);
}

/** (7) The card's days and the key's times. */
function requireTimes({ begins, ends }, key, at) {
  if (at < begins - FIRST_DAY_EARLIEST) throw notGood("verification.not_yet_valid", 7);
  if (at >= ends) throw notGood("verification.expired", 7);
  if (key.compromisedSince !== null && begins >= key.compromisedSince) throw notGood("verification.key_compromised", 7);
  if (!(key.firstFrom < begins && begins < key.firstUntil)) throw notGood("verification.key_out_of_time", 7);
  if (at >= key.verifyUntil) throw notGood("verification.key_retired", 7);
}

/** (8) The issuer's own status list, in time, does not mark the card. */
function requireStatus({ status: reference }, issuer, { status, statusRefusal, at }) {
  if (!status) throw statusRefusal ?? cannotTell("status.none", 8);
  if (reference === null) throw cannotTell("status.not_named", 8);
  status.requireInTime(at);
  if (reference.uri !== status.uri || status.uri !== issuer.statusUri) throw cannotTell("status.other_list", 8);
  if (status.isRevoked(reference.index)) throw notGood("verification.revoked", 8);
}

/** (9) What is known suffices by the counter's rule. */
function answerOn(claims, { issuer, key, status, rule, at }) {
  if (key.compromisedSince !== null) throw cannotTell("verification.signed_before_compromise", 9);
  const fresh = at < status.issued / 1000 + rule.fresh_hours * HOUR;
  if (!fresh && rule.stale !== "valid_as_of") throw cannotTell("status.stale", 9);
  const code = fresh ? "card.valid" : "card.valid_as_of";
  return { answer: "good", code, step: 9, where: null, claims, issuer: issuer.name, asOf: status.issued };
}
