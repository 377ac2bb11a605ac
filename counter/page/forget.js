// Nothing kept: what a card showed is wiped after thirty seconds, on the next scan, or when the page is left.

export const SECONDS_SHOWN = 30;
export const SECONDS_TYPING = 180;

/** A clock that wipes: `begin` when a card is shown, `touch` at each key typed, `now` to wipe at once. */
export class Forgetting {
  constructor(wipe) {
    this.wipe = wipe;
    this.timer = null;
    this.began = 0;
    window.addEventListener("pagehide", () => this.now());
    window.addEventListener("pageshow", (event) => { if (event.persisted) this.now(); });
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.now(); });
    document.addEventListener("freeze", () => this.now());
    window.addEventListener("beforeprint", () => this.now());
  }

  /** Starts the thirty seconds. */
  begin() {
    this.began = performance.now();
    this.run();
  }

  /** Gives another thirty seconds while somebody types, three minutes in all at most. */
  touch() {
    if (this.timer !== null) this.run();
  }

  /** Sets the timer, within what is left of the longest time. */
  run() {
    clearTimeout(this.timer);
    const left = this.began + SECONDS_TYPING * 1000 - performance.now();
    this.timer = setTimeout(() => this.now(), Math.max(0, Math.min(SECONDS_SHOWN * 1000, left)));
  }

  /** Wipes at once, if anything is shown. */
  now() {
    if (this.timer === null) return;
    clearTimeout(this.timer);
    this.timer = null;
    this.wipe();
  }
}
