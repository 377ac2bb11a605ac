// Prints the counter's table of steps as JSON:  node tests/counter/steps.mjs

import { STEPS } from "../../counter/verification/index.js";

console.log(JSON.stringify(STEPS));
