// Opens files from standard input, a JSON array of [kind, hexadecimal], and prints each one's code, or "opened":
// node tests/counter/lists.mjs < files.json

import { readFileSync } from "node:fs";
import { text as everything } from "node:stream/consumers";
import { openStatusList, openTrustList } from "../../counter/verification/index.js";

const file = new URL("../../docs/spec/vectors/verdicts.json", import.meta.url);
const vectors = JSON.parse(readFileSync(file, "utf8"));
const at = vectors.cards.find(({ name }) => name === "usual").at * 1000;
const pin = { root: vectors.roots.root, mode: "live", at };
const bytes = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));
const { ok: trust } = await openTrustList(bytes(vectors.trust_lists.usual), pin);
const codes = [];
for (const [kind, hex] of JSON.parse(await everything(process.stdin))) {
  const opened = kind === "trust" ? await openTrustList(bytes(hex), pin) : await openStatusList(bytes(hex), { trust, at });
  codes.push(opened.ok ? "opened" : opened.refusal.code);
}
console.log(JSON.stringify(codes));
