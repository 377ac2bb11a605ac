// Runs the verdict vectors in Node and prints the result as JSON:  node tests/counter/vectors.mjs [FILE]
// Without a file those of docs/spec/vectors; "-" reads standard input.

import { readFileSync } from "node:fs";
import { runVectors } from "./run_vectors.mjs";

const published = new URL("../../docs/spec/vectors/verdicts.json", import.meta.url);
const [file = published] = process.argv.slice(2);
console.log(JSON.stringify(await runVectors(JSON.parse(readFileSync(file === "-" ? 0 : file, "utf8")))));
