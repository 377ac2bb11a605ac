// Starts the counter.

import { App } from "./app.js";
import { byId } from "./dom.js";
import { checkScreen } from "./screens/check.js";
import { pasteScreen, scanScreen, troubleScreen } from "./screens/scan.js";
import { settingsScreen } from "./screens/settings.js";
import { arriveScreen, confirmScreen, linkScreen, waitScreen, welcomeScreen } from "./screens/setup.js";
import { startScreen } from "./screens/start.js";
import { verdictScreen } from "./screens/verdict.js";
import { keepWithoutNetwork } from "./without_network.js";

const SCREENS = {
  start: startScreen, scan: scanScreen, paste: pasteScreen, verdict: verdictScreen, check: checkScreen, trouble: troubleScreen,
  settings: settingsScreen, welcome: welcomeScreen, link: linkScreen, arrive: arriveScreen, confirm: confirmScreen, wait: waitScreen,
};
const LONG_PRESS = 3000;

/** Starts, and shows the first screen. */
async function start() {
  const arrived = location.href;
  const isArriving = location.hash.startsWith("#setup=");
  if (location.hash) history.replaceState(null, "", location.pathname);
  const app = new App(SCREENS);
  await app.begin();
  if (isArriving) app.show("arrive", { link: arrived });
  else if (app.setup === null) app.show("welcome");
  else app.show(app.settings.kiosk ? "scan" : "start");
  if (app.setup !== null) app.lists.refresh();
  keepWithoutNetwork(app);
  watch(app);
}

/** Follows a set-up code opened in a page that is open, keeps ages true, and guards a kiosk's way out. */
function watch(app) {
  window.addEventListener("hashchange", () => {
    if (!location.hash.startsWith("#setup=")) return;
    const link = location.href;
    history.replaceState(null, "", location.pathname);
    app.show("arrive", { link });
  });
  setInterval(() => app.redrawBar(), 60_000);
  document.addEventListener("visibilitychange", () => app.seen(!document.hidden));
  let pressing = null;
  byId("head").addEventListener("pointerdown", () => { pressing = setTimeout(() => app.openedByHand(), LONG_PRESS); });
  for (const name of ["pointerup", "pointercancel", "pointerleave"]) byId("head").addEventListener(name, () => clearTimeout(pressing));
  document.addEventListener("keydown", (event) => { if (event.key === "PrintScreen") app.forgetting.now(); });
}

start();
