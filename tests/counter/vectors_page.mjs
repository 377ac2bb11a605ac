// Runs the verdict vectors in a page and in a worker of it; tests/browser/test_counter_vectors.py asks for both.

import { runVectors } from "./run_vectors.mjs";

const vectors = await (await fetch("../../docs/spec/vectors/verdicts.json")).json();

globalThis.runHere = () => runVectors(vectors);

globalThis.runInWorker = () =>
  new Promise((resolve, reject) => {
    const worker = new Worker("vectors_worker.mjs", { type: "module" });
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage(vectors);
  });

document.documentElement.dataset.ready = "";
