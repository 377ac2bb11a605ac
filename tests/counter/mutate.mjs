// Mutated cards verify nowhere and crash nothing:  node tests/counter/mutate.mjs COUNT SEED
//
// Takes good cards of the verdict vectors, spoils the text, the compressed bytes, the COSE message or the payload, and
// asks the verifier.  Only a verdict may come back, and a good one only for the very bytes that were signed.

import { readFileSync } from "node:fs";
import { deflateSync } from "node:zlib";
import { openStatusList, openTrustList, verify } from "../../counter/verification/index.js";
import { decodeBase45 } from "../../counter/verification/base45.js";
import { inflate } from "../../counter/verification/inflate.js";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
const INTERESTING = [0x00, 0x01, 0x17, 0x18, 0x1b, 0x1f, 0x40, 0x5f, 0x60, 0x7f, 0x80, 0x9f, 0xa0, 0xbf, 0xc1, 0xd2, 0xf6, 0xf9, 0xfb, 0xff];
const ANSWERS = ["good", "not_good", "cannot_tell"];
const AT_ONCE = 64;
const CARDS = ["usual", "Ed25519 card key", "in clear", "stored block", "tag 61 around tag 18", "claims of others"];
// Flip, set, drop, add, copy, cut.
const WAYS = [
  (out) => { out[random(out.length)] ^= 1 << random(8); },
  (out) => { out[random(out.length)] = pick(INTERESTING); },
  (out) => { out[random(Math.min(out.length, 64))] = random(256); },
  (out) => { out.splice(random(out.length), 1 + random(4)); },
  (out) => { out.splice(random(out.length), 0, pick(INTERESTING), random(256)); },
  (out) => { out.splice(random(out.length), 0, ...out.slice(random(out.length)).slice(0, random(40))); },
  (out) => { if (random(8) === 0) out.length = 1 + random(out.length); },
];

const [count, seed] = process.argv.slice(2).map(Number);
const file = new URL("../../docs/spec/vectors/verdicts.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf8"));
const random = randomFrom(seed);
const counter = await counterOf("usual");
const originals = vectors.cards.filter(({ name }) => CARDS.includes(name)).map(originalOf);
const began = performance.now();
const result = { run: 0, seconds: 0, slowest: 0, codes: {}, same: 0, failures: [] };
while (result.run < count) {
  const some = Math.min(AT_ONCE, count - result.run);
  await Promise.all(Array.from({ length: some }, () => once(pick(originals))));
  result.run += some;
}
result.seconds = (performance.now() - began) / 1000;
console.log(JSON.stringify(result));

/** Makes a number generator (mulberry32) that gives the same numbers for the same seed. */
function randomFrom(start) {
  let state = start >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** Opens the lists of a vector, whatever their age. */
async function counterOf(name) {
  const vector = vectors.cards.find((each) => each.name === name);
  const at = vector.at * 1000;
  const bytes = (text) => Uint8Array.from(Buffer.from(text, "hex"));
  const { ok: trust } = await openTrustList(bytes(vectors.trust_lists.usual), { root: vectors.roots.root, mode: "live", at });
  const { ok: status } = await openStatusList(bytes(vectors.status_lists.usual), { trust, at });
  return { trust, status, rule: vector.rule, at, mode: "live" };
}

/** Takes a card apart: its text, its compressed bytes, its message, and where its payload lies. */
function originalOf({ text }) {
  const packed = decodeBase45(text);
  return { text, packed, cose: inflate(packed) };
}

/** Spoils one card, asks, and notes what came back. */
async function once(original) {
  const text = pick([spoiltText, spoiltPacked, spoiltCose, spoiltCose, spoiltCose])(original);
  try {
    const started = performance.now();
    const verdict = await verify(text, counter);
    result.slowest = Math.max(result.slowest, performance.now() - started);
    look(verdict, { text, original });
  } catch (error) {
    fail(`threw ${error?.stack}`, text);
  }
}

/** Looks at a verdict: one of three answers, and "good" for the signed bytes alone. */
function look({ answer, code, claims }, { text, original }) {
  result.codes[code] = (result.codes[code] ?? 0) + 1;
  if (!ANSWERS.includes(answer) || typeof code !== "string") fail("no verdict", text);
  if (answer !== "good" && claims !== null) fail("claims of a card that failed", text);
  if (answer !== "good") return;
  const same = Buffer.compare(inflate(decodeBase45(text)), original.cose) === 0;
  const stripped = (cose) => Buffer.from(cose).toString("hex").replace(/^(d83d)?(d2)?/, "");
  if (same || stripped(inflate(decodeBase45(text))) === stripped(original.cose)) result.same += 1;
  else fail("other bytes are good", text);
}

function fail(what, text) {
  if (result.failures.length < 20) result.failures.push({ what, text });
}

function pick(list) {
  return list[random(list.length)];
}

/** Replaces, drops, adds or repeats characters of the text. */
function spoiltText({ text }) {
  const characters = [...text];
  for (let left = 1 + random(3); left > 0; left -= 1) characters.splice(random(characters.length), random(3), ...[pick(ALPHABET + "aé\u{1f600}")].slice(random(2)));
  return characters.join("");
}

function spoiltPacked({ packed }) {
  return base45(spoilt(packed));
}

function spoiltCose({ cose }) {
  return base45(deflateSync(spoilt(cose), { level: random(2) }));
}

/** Flips, sets, drops, adds or copies bytes, at one to four places. */
function spoilt(bytes) {
  const out = [...bytes];
  for (let left = 1 + random(4); left > 0; left -= 1) pick(WAYS)(out);
  return Uint8Array.from(out);
}

/** Writes base45 (RFC 9285). */
function base45(bytes) {
  let text = "";
  for (let place = 0; place < bytes.length; place += 2) {
    const pair = place + 1 < bytes.length;
    const value = pair ? (bytes[place] << 8) | bytes[place + 1] : bytes[place];
    text += ALPHABET[value % 45] + ALPHABET[Math.floor(value / 45) % 45] + (pair ? ALPHABET[Math.floor(value / 2025)] : "");
  }
  return text;
}
