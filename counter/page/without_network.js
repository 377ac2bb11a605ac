// Starting without a network: the service worker, and taking a new version only when no card is being looked at.

const IDLE = new Set(["start", "welcome"]);

/** Registers the service worker; a page served without one works, but only with a network. */
export async function keepWithoutNetwork(app) {
  if (!("serviceWorker" in navigator)) { app.offlineIs("failed"); return; }
  try {
    const hadOne = Boolean(navigator.serviceWorker.controller);
    const registration = await navigator.serviceWorker.register(new URL("../service_worker.js", import.meta.url), { updateViaCache: "none" });
    await navigator.serviceWorker.ready;
    app.offlineIs("ready");
    if (hadOne) takeNewVersions(app, registration);
    else navigator.serviceWorker.addEventListener("controllerchange", () => takeNewVersions(app, registration), { once: true });
  } catch {
    app.offlineIs("failed");
  }
}

/** Lets a new version that has all its files take over at the next quiet moment. */
function takeNewVersions(app, registration) {
  let asked = false;
  navigator.serviceWorker.addEventListener("controllerchange", () => { if (asked) location.reload(); });
  const takeOver = () => {
    if (registration.waiting === null || !IDLE.has(app.screen)) return;
    asked = true;
    registration.waiting.postMessage("take over");
  };
  setInterval(takeOver, 5000);
}
