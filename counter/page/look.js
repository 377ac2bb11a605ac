// How the page looks: the city's colours, and the modes for a dark room and for sunlight.

export const LOOKS = Object.freeze(["auto", "light", "dark", "sun"]);
const NAMES = Object.freeze(["primary", "primary-dark", "primary-pale", "primary-line", "on-primary", "accent", "ink"]);
const BAR = { light: "#ffffff", dark: "#000000", sun: "#ffffff" };

/** Chooses a look; `auto` follows the device. */
export function wear(look) {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const worn = look === "auto" ? (dark ? "dark" : "light") : look;
  document.documentElement.dataset.look = worn;
  document.querySelector("meta[name=theme-color]")?.setAttribute("content", BAR[worn]);
}

/** Takes the city's colours, which `denizen counter build` has moved until letters keep AA contrast. */
export function paint(colours = {}) {
  for (const name of NAMES) {
    if (colours[name]) document.documentElement.style.setProperty(`--city-${name}`, colours[name]);
  }
}

/** Keeps the screen on while the counter scans, where the device allows it. */
export class Wake {
  constructor() {
    this.lock = null;
  }

  /** Asks for it. */
  async hold() {
    try {
      this.lock ??= await navigator.wakeLock?.request("screen");
      this.lock?.addEventListener("release", () => { this.lock = null; });
    } catch {
      this.lock = null;
    }
  }

  /** Lets go of it. */
  release() {
    this.lock?.release().catch(() => {});
    this.lock = null;
  }
}
