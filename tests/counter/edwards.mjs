// A device without Ed25519:  node tests/counter/edwards.mjs
// Compares signatures checked by hand with those that Node checks, then runs all vectors without Node's own.

import { readFileSync } from "node:fs";
import { fitsEdwards } from "../../counter/verification/curves.js";
import { runVectors } from "./run_vectors.mjs";

const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
const pair = await crypto.subtle.generateKey({ name: "Ed25519" }, true, ["sign", "verify"]);
const publicBytes = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
const disagreements = [];
let good = 0;
for (let round = 0; round < 40; round += 1) {
  const message = crypto.getRandomValues(new Uint8Array(round * 7));
  const signature = new Uint8Array(await crypto.subtle.sign("Ed25519", pair.privateKey, message));
  for (const spoilt of spoiltForms(signature, round)) {
    const theirs = await crypto.subtle.verify("Ed25519", pair.publicKey, spoilt, message);
    const ours = await fitsEdwards(publicBytes, spoilt, message);
    good += ours ? 1 : 0;
    if (ours !== theirs) disagreements.push({ round, ours, theirs });
  }
}
const { importKey } = crypto.subtle;
crypto.subtle.importKey = function imported(format, key, algorithm, ...rest) {
  if (algorithm?.name === "Ed25519") return Promise.reject(new DOMException("no Ed25519 here", "NotSupportedError"));
  return importKey.call(this, format, key, algorithm, ...rest);
};
const file = new URL("../../docs/spec/vectors/verdicts.json", import.meta.url);
const { differences } = await runVectors(JSON.parse(readFileSync(file, "utf8")));
console.log(JSON.stringify({ good, disagreements, differences }));

/** Gives a signature whole, with a bit flipped in either half, and with the order added to its second half. */
function spoiltForms(signature, round) {
  const first = signature.slice();
  first[round % 32] ^= 1 << (round % 8);
  const second = signature.slice();
  second[32 + (round % 32)] ^= 1 << (round % 8);
  const larger = signature.slice();
  let sum = ORDER + BigInt(`0x${Buffer.from(signature.slice(32).reverse()).toString("hex")}`);
  for (let place = 32; place < 64; place += 1, sum >>= 8n) larger[place] = Number(sum & 0xffn);
  return [signature, first, second, larger];
}
