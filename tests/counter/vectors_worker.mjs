// Runs the verdict vectors that it is sent, in a worker.

import { runVectors } from "./run_vectors.mjs";

self.onmessage = async ({ data }) => self.postMessage(await runVectors(data));
