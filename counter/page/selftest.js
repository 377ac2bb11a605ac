// The self-test before opening: each part with "ok", "warn" (it works, but) or "stop" (it does not), and the code why.

import { cameraLeave, hasCameras, seesCamera } from "./camera.js";
import { keptKeys } from "./storage.js";

let parts = null;

/** Tests everything; the reader and the cryptography are tested once a visit. */
export async function selfTest(app) {
  parts ??= Promise.all([asked(app, "signatures"), asked(app, "reader")]);
  const [signatures, reader] = await parts;
  return [
    { name: "signatures", ...signatures },
    { name: "reader", ...reader },
    { name: "camera", ...(await camera()) },
    { name: "lists", ...lists(app) },
    { name: "clock", ...clock(app) },
    { name: "offline", ...offline(app) },
    { name: "storage", ...(await storage(app)) },
    { name: "service", ...(app.service === null ? { level: "warn", code: "service.none" } : { level: "ok" }) },
  ];
}

/** Says how the whole stands: the worst of its parts. */
export function overall(results) {
  const levels = results.map((each) => each.level);
  return levels.includes("stop") ? "stop" : levels.includes("warn") ? "warn" : "ok";
}

/** Asks the worker for a test of its own. */
async function asked(app, what) {
  try {
    await app.link.ask(what);
    return { level: "ok" };
  } catch (fault) {
    return { level: "stop", code: fault.code === "internal.fault" ? `${what}.failed` : fault.code };
  }
}

/** The camera, as far as it can be known without asking for it. */
async function camera() {
  if (!hasCameras()) return { level: "warn", code: globalThis.isSecureContext ? "camera.missing" : "camera.insecure" };
  if ((await cameraLeave()) === "denied") return { level: "warn", code: "camera.refused" };
  return (await seesCamera()) === false ? { level: "warn", code: "camera.missing" } : { level: "ok" };
}

/** The lists: none, over or before their time stop the counter; stale ones are said. */
function lists(app) {
  const { state, code } = app.lists.state;
  if (state === "fresh") return code === null ? { level: "ok" } : { level: "warn", code };
  return { level: state === "stale" ? "warn" : "stop", code: state === "stale" ? "lists.stale" : code };
}

/** The device's clock, beside the server's and the lists'. */
function clock(app) {
  if (app.lists.state.state === "clock") return { level: "stop", code: "clock.behind" };
  return app.lists.clockIsOff ? { level: "warn", code: "clock.off" } : { level: "ok" };
}

/** Whether this page starts without a network; while its files are being fetched nobody is bothered with it. */
function offline(app) {
  const level = { pending: "wait", ready: "ok", failed: "warn" }[app.offline];
  return level === "warn" ? { level, code: "offline.failed" } : { level };
}

/** Whether the device keeps the lists. */
async function storage(app) {
  const code = app.storageCode ?? app.lists.storageCode;
  if (code) return { level: "warn", code };
  try {
    await keptKeys();
    return { level: "ok" };
  } catch (fault) {
    return { level: "warn", code: fault.code };
  }
}
