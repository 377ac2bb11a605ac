// Prints the canonical forms of the published names, and a digest of those of every character of Unicode 14.0:
// node tests/counter/canonical.mjs

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { canonical, plainLatin } from "../../counter/verification/index.js";
import { isAssigned } from "../../counter/verification/unicode_14.js";

const file = new URL("../../docs/spec/vectors/canonical.json", import.meta.url);
const names = {};
for (const { text } of JSON.parse(readFileSync(file, "utf8")).names) names[text] = [canonical(text), plainLatin(text)];
const whole = createHash("sha256");
for (let code = 0; code < 0x110000; code += 1) {
  const char = String.fromCodePoint(code);
  if ((code >= 0xd800 && code < 0xe000) || !isAssigned(char)) continue;
  whole.update(`${canonical(char)}\n${plainLatin(`É${char}`)}\n`);
}
console.log(JSON.stringify({ names, every_character: whole.digest("hex") }));
