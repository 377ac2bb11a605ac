// The lists at this counter: kept, refreshed on a timer and by hand, and how old they are.

import { fetchLists } from "./fetch_lists.js";
import { listState } from "./list_state.js";
import { KEYS, keep, recall } from "./storage.js";

const MINUTE = 60_000;
const SKEW = 15 * MINUTE;
const REFRESH_MINUTES = 30;

/** Keeps the lists of one set-up, in the worker and on the device. */
export class Lists {
  constructor(link, onChange) {
    this.link = link;
    this.onChange = onChange;
    this.setup = null;
    this.report = null;
    this.skew = null;
    this.reached = null;
    this.storageCode = null;
    this.lastTried = 0;
    this.timer = null;
    window.addEventListener("online", () => this.refreshIfDue(0));
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.refreshIfDue(REFRESH_MINUTES); });
  }

  /** Takes a set-up, and the lists that are kept for it. */
  async begin(setup) {
    this.setup = setup;
    const seen = await recall(KEYS.seen).catch(() => null);
    await this.link.ask("setup", { setup, seen });
    const status = await Promise.all(setup.status.map((_, index) => recall(KEYS.status + index).catch(() => null)));
    const trust = await recall(KEYS.trust).catch(() => null);
    await this.offer({ trust, status });
    clearInterval(this.timer);
    this.timer = setInterval(() => this.refreshIfDue(REFRESH_MINUTES - 1), REFRESH_MINUTES * MINUTE);
  }

  /** Lets the worker open files, and takes its report. */
  async offer(files) {
    const { taken, report } = await this.link.ask("offer", { files, at: Date.now() });
    this.report = report;
    return taken;
  }

  /** Refreshes when the last try is so many minutes old. */
  refreshIfDue(minutes) {
    if (this.setup !== null && Date.now() - this.lastTried >= minutes * MINUTE) this.refresh();
  }

  /** Fetches every list whole and keeps those that hold; says whether the city was reached. */
  async refresh({ byHand = false } = {}) {
    this.lastTried = Date.now();
    const files = await fetchLists(this.setup, { base: document.baseURI, byHand });
    this.reached = files.reached;
    if (files.serverTime !== null) this.skew = Date.now() - files.serverTime;
    if (files.reached) await this.keepTaken(files, await this.offer(files));
    this.onChange();
    return files.reached;
  }

  /** Keeps the files that were taken, with the lowest version still accepted. */
  async keepTaken(files, taken) {
    this.storageCode = null;
    try {
      if (taken.trust) {
        await keep(KEYS.trust, files.trust);
        await keep(KEYS.seen, { version: this.report.trust.version, root: this.report.trust.root });
      }
      for (const [index, isTaken] of taken.status.entries()) if (isTaken) await keep(KEYS.status + index, files.status[index]);
    } catch (fault) {
      this.storageCode = fault.code ?? "storage.none";
    }
  }

  /** Says how the lists stand at this moment. */
  get state() {
    if (this.report === null) return { state: "none", age: null, code: "status.none" };
    return listState(this.report, this.setup.rule, Date.now());
  }

  /** Says whether the device's clock is far from the server's. */
  get clockIsOff() {
    return this.skew !== null && Math.abs(this.skew) > SKEW;
  }
}
