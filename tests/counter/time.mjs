// How long one verdict takes, in microseconds, and where the time goes:  node tests/counter/time.mjs [ROUNDS]

import { readFileSync } from "node:fs";
import { checkTyped, openStatusList, openTrustList, verify } from "../../counter/verification/index.js";
import { decodeBase45 } from "../../counter/verification/base45.js";
import { readClaims } from "../../counter/verification/claims.js";
import { readSign1 } from "../../counter/verification/cose.js";
import { inflate } from "../../counter/verification/inflate.js";

const rounds = Number(process.argv[2] ?? 2000);
const file = new URL("../../docs/spec/vectors/verdicts.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf8"));
const vector = vectors.cards.find(({ name }) => name === "usual");
const at = vector.at * 1000;
const bytes = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));
const root = vectors.roots.root;
const { ok: trust } = await openTrustList(bytes(vectors.trust_lists.usual), { root, mode: "live", at });
const { ok: status } = await openStatusList(bytes(vectors.status_lists.usual), { trust, at });
const packed = decodeBase45(vector.text);
const cose = inflate(packed);
const { claims } = await verify(vector.text, { trust, status, rule: vector.rule, at });
const key = [...trust.issuers.values()][0].keys.values().next().value.key;
const envelope = readSign1(cose);

const found = {
  verify: await spread(() => verify(vector.text, { trust, status, rule: vector.rule, at })),
  base45: await spread(() => decodeBase45(vector.text)),
  inflate: await spread(() => inflate(packed)),
  cose: await spread(() => readSign1(cose)),
  claims: await spread(() => readClaims(envelope.payload)),
  signature: await spread(() => key.fits(envelope.signature, envelope.toBeSigned)),
  typed: await spread(() => checkTyped(claims, "birth_date", "1980-02-29", "0123456789AB"), 50),
};
console.log(JSON.stringify(found));

/** Times a call many times: median and 95th percentile. */
async function spread(call, times = rounds) {
  for (let warm = 0; warm < times / 4; warm += 1) await call();
  const taken = [];
  for (let round = 0; round < times; round += 1) {
    const started = performance.now();
    await call();
    taken.push((performance.now() - started) * 1000);
  }
  taken.sort((one, other) => one - other);
  return { median: Math.round(taken[times >> 1]), p95: Math.round(taken[Math.floor(times * 0.95)]) };
}
