// The counter as a whole: its set-up and settings, which screen is shown, and the forgetting of each card.

import { announce, byId, hush } from "./dom.js";
import { Camera } from "./camera.js";
import { Forgetting } from "./forget.js";
import { Lists } from "./lists.js";
import { Wake, paint, wear } from "./look.js";
import { wipePhotos } from "./photo.js";
import { openSetup, serviceOf } from "./setup.js";
import { KEYS, askToStay, forgetAll, keep, recall } from "./storage.js";
import { preferred, speak, t } from "./words.js";
import { WorkerLink } from "./worker_link.js";
import { drawBar } from "./bar.js";

// Where the next card is taken, by how the last one came.
const BACK_TO = { camera: "scan", picture: "start", text: "paste" };

/** The one counter of this page. */
export class App {
  constructor(screens) {
    this.screens = screens;
    this.settings = { language: preferred(), look: "auto", kiosk: false, service: null, facing: "environment", mark: newMark() };
    this.setup = null;
    this.shortForm = null;
    this.storageCode = null;
    this.offline = "pending";
    this.leaving = null;
    this.link = new WorkerLink(() => this.show("trouble", { code: "worker.died" }));
    this.lists = new Lists(this.link, () => this.listsChanged());
    this.forgetting = new Forgetting(() => this.wipe());
    this.camera = new Camera(byId("camera"));
    this.wake = new Wake();
  }

  /** Reads what is kept and shows the first screen. */
  async begin() {
    const kept = await recall(KEYS.settings).catch((fault) => { this.storageCode = fault.code; return null; });
    this.settings = { ...this.settings, ...kept };
    await speak(this.settings.language);
    wear(this.settings.look);
    document.documentElement.classList.toggle("kiosk", this.settings.kiosk);
    const bytes = await recall(KEYS.setup).catch(() => null);
    if (bytes !== null) await this.believe(await openSetup(bytes));
  }

  /** Believes a city from now on in this page: its colours, its root, its lists. */
  async believe(opened) {
    this.setup = opened.value;
    this.shortForm = opened.short;
    paint(this.setup.colours);
    if (serviceOf(this.setup, this.settings.service) === null) this.settings.service = null;
    await this.lists.begin(this.setup);
  }

  /** Keeps a new set-up, forgets another city's lists, and asks the browser to let them stay. */
  async takeSetup(opened, service) {
    const sameRoot = JSON.stringify(this.setup?.root) === JSON.stringify(opened.value.root);
    await this.kept(async () => {
      if (!sameRoot) await forgetAll();
      await keep(KEYS.setup, opened.bytes);
    });
    this.settings.service = service ?? (opened.value.services.length === 1 ? opened.value.services[0].id : this.settings.service);
    await this.believe(opened);
    await this.saveSettings();
    askToStay();
    await this.lists.refresh();
  }

  /** Keeps the settings. */
  async saveSettings(changes = {}) {
    Object.assign(this.settings, changes);
    wear(this.settings.look);
    document.documentElement.classList.toggle("kiosk", this.settings.kiosk);
    await this.kept(() => keep(KEYS.settings, this.settings));
  }

  /** Carries out a keeping, and notes when the device refuses it. */
  async kept(write) {
    try {
      await write();
      this.storageCode = null;
    } catch (fault) {
      this.storageCode = fault.code ?? "storage.none";
    }
  }

  /** Changes the language and draws everything anew. */
  async changeLanguage(language) {
    await speak(language);
    await this.saveSettings({ language });
  }

  /** Forgets the city and everything that is kept. */
  async forgetCity() {
    await this.kept(forgetAll);
    this.setup = null;
    globalThis.location.reload();
  }

  /** Gives the service of this counter, or null. */
  get service() {
    return this.setup === null ? null : serviceOf(this.setup, this.settings.service);
  }

  /** Shows a screen in place of the one before. */
  show(name, values = {}) {
    this.leaving?.();
    this.leaving = null;
    hush();
    const place = byId("screen");
    wipePhotos(place);
    this.screen = name;
    this.lastValues = values;
    document.body.dataset.screen = name;
    const { node, title, leave = null } = this.screens[name](this, values);
    place.replaceChildren(node);
    document.title = `${title} – ${this.setup?.programme ?? t("app.name")}`;
    this.leaving = leave;
    drawBar(this);
    (place.querySelector("[data-focus]") ?? place.querySelector("h1"))?.focus({ preventScroll: true });
    globalThis.scrollTo(0, 0);
  }

  /** Shows what a card, a picture or a text turned out to be. */
  async take(answer, { from }) {
    if (answer.kind === "setup") return this.show("arrive", { link: answer.text });
    if (answer.kind !== "verdict") return undefined;
    this.from = from;
    this.forgetting.begin();
    return this.show("verdict", { verdict: answer.verdict, from });
  }

  /** Forgets the card that was shown: in the page, in the worker, for the screen reader. */
  wipe() {
    hush();
    this.link.ask("forget").catch(() => {});
    if (this.screen !== "verdict" && this.screen !== "check") return;
    this.show(BACK_TO[this.from] ?? "scan");
    announce(t("verdict.forgotten"));
  }

  /** Shows the first screen. */
  goHome() {
    this.show(this.setup === null ? "welcome" : "start");
  }

  /** Draws the bars anew: ages go on while the page is open. */
  redrawBar() {
    drawBar(this);
  }

  /** Notes whether the page starts without a network: "pending", "ready" or "failed". */
  offlineIs(state) {
    this.offline = state;
    if (this.screen === "start") this.show("start");
  }

  /** Lets go of the camera while the page is not looked at, and takes it again. */
  seen(isSeen) {
    if (!isSeen) this.camera.stop();
    else if (this.screen === "scan") this.show("scan");
  }

  /** Opens the settings of a kiosk: three seconds on the city's name. */
  openedByHand() {
    if (this.setup !== null && this.settings.kiosk) this.show("settings");
  }

  /** Draws the age of the lists anew; the start screen shows more of them. */
  listsChanged() {
    drawBar(this);
    if (this.screen === "start") this.show("start");
  }
}

/** Draws the counter's own mark: six digits that a page from another address cannot know. */
function newMark() {
  const [drawn] = crypto.getRandomValues(new Uint32Array(1));
  return String(drawn % 1_000_000).padStart(6, "0");
}
