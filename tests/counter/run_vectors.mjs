// Runs docs/spec/vectors/verdicts.json through the counter's verifier; for Node and for a page alike.

import { checkTyped, openStatusList, openTrustList, verify } from "../../counter/verification/index.js";

/** Gives how many vectors were run and every difference. */
export async function runVectors(vectors) {
  const differences = [];
  const cards = new Map();
  for (const vector of vectors.cards) {
    const verdict = await answerTo(vector, vectors);
    if (verdict.answer === "good") cards.set(vector.name, verdict.claims);
    note(differences, vector.name, { expected: vector.expect, found: membersOf(verdict, vector.expect) });
  }
  for (const { card, field, typed, check_code: code, expect } of vectors.typed) {
    const found = await outcomeOf(cards.get(card), field, { typed, code });
    note(differences, `${card}: ${field} ${typed} ${code}`, { expected: expect, found });
  }
  return { run: vectors.cards.length + vectors.typed.length, differences };
}

/** Judges one vector's text as a counter does. */
async function answerTo({ text, root, mode, seen, trust, status, rule, at, opened_at: openedAt }, vectors) {
  const opening = (openedAt ?? at) * 1000;
  const list = trust && (await openTrustList(bytesOf(vectors.trust_lists[trust]), { root: vectors.roots[root] ?? null, mode, seen, at: opening }));
  const cards = status && list?.ok && (await openStatusList(bytesOf(vectors.status_lists[status]), { trust: list.ok, at: opening }));
  return verify(text, {
    trust: list?.ok ?? null, trustRefusal: list?.refusal, status: cards?.ok ?? null, statusRefusal: cards?.refusal,
    rule, at: at * 1000, mode,
  });
}

/** Reads a file of the vectors: hexadecimal, or a number of zero bytes. */
function bytesOf(file) {
  if (typeof file !== "string") return new Uint8Array(file.zeros);
  return Uint8Array.from(file.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Writes a verdict as the vectors do. */
function membersOf({ answer, code, step, claims, issuer, asOf }, { layer }) {
  const short = { answer, code, step, layer };
  if (answer !== "good") return claims === null && issuer === null && asOf === null ? short : { ...short, told: "too much" };
  return { ...short, issuer, as_of: asOf / 1000, claims: claimsMembers(claims) };
}

/** Writes a card's claims as the vectors do. */
function claimsMembers(claims) {
  const { photo, sealed } = claims;
  return {
    issuer: claims.iss, number: claims.number, first_day: claims.notBefore, last_day: claims.notAfter, status: claims.status,
    portrait: photo && { type: photo.type, bytes: hexOf(photo.bytes) },
    sealed: sealed && Object.fromEntries([...sealed].sort(([a], [b]) => a - b).map(([key, value]) => [String(key), hexOf(value)])),
    name: claims.name, birth_date: claims.birthDate, country: claims.country, location: claims.location,
  };
}

function hexOf(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Compares a typed value; a refused value gives its code. */
async function outcomeOf(claims, field, { typed, code }) {
  try {
    return await checkTyped(claims, field, typed, code);
  } catch (refusal) {
    if (refusal?.name !== "InputRefusal") throw refusal;
    return refusal.code;
  }
}

/** Notes a difference. */
function note(differences, name, { expected, found }) {
  if (JSON.stringify(expected) !== JSON.stringify(found)) differences.push({ name, expected, found });
}
