// Asking the worker and waiting for its answer; a worker that dies is started again.

/** Speaks with `scan_worker.js`. */
export class WorkerLink {
  constructor(onDeath) {
    this.onDeath = onDeath;
    this.waiting = new Map();
    this.last = 0;
    this.start();
  }

  /** Starts the worker. */
  start() {
    this.worker = new Worker(new URL("./scan_worker.js", import.meta.url), { type: "module" });
    this.worker.onmessage = ({ data }) => this.settle(data);
    this.worker.onerror = () => this.died();
  }

  /** Asks; fails with an error whose `code` is ours. */
  ask(ask, values = {}, transfer = []) {
    this.last += 1;
    const id = this.last;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, ask, ...values }, transfer);
    });
  }

  /** Hands an answer to whoever waits for it. */
  settle({ id, ok, fault }) {
    const waiter = this.waiting.get(id);
    this.waiting.delete(id);
    if (fault !== undefined) waiter?.reject(Object.assign(new Error(fault), { code: fault }));
    else waiter?.resolve(ok);
  }

  /** Tells everybody who waits that the worker is gone. */
  died() {
    for (const { reject } of this.waiting.values()) reject(Object.assign(new Error("worker.died"), { code: "worker.died" }));
    this.waiting.clear();
    this.onDeath();
  }
}
