// Answers questions from standard input, one JSON array of texts, at the counter of the vector "usual":
// node tests/counter/verdicts.mjs < texts.json

import { readFileSync } from "node:fs";
import { text as everything } from "node:stream/consumers";
import { openStatusList, openTrustList, verify } from "../../counter/verification/index.js";

const file = new URL("../../docs/spec/vectors/verdicts.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf8"));
const { at: seconds, rule } = vectors.cards.find(({ name }) => name === "usual");
const at = seconds * 1000;
const bytes = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));
const { ok: trust } = await openTrustList(bytes(vectors.trust_lists.usual), { root: vectors.roots.root, mode: "live", at });
const { ok: status } = await openStatusList(bytes(vectors.status_lists.usual), { trust, at });
const answers = [];
for (const text of JSON.parse(await everything(process.stdin))) {
  const { answer, code, step } = await verify(text, { trust, status, rule, at, mode: "live" });
  answers.push([answer, code, step]);
}
console.log(JSON.stringify(answers));
