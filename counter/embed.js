// The counter inside somebody else's page: a library's circulation desk, a clinic's intake.
// docs/verify/embedding.md has the whole of it; counter/sample is a page that uses it.
//
//     const counter = await openCounter({ setup: "setup/new-haven.json", service: "library" });
//     const answer = await counter.ask(textOfTheCode);      // {answer, word, sentence, next, shown, sealed, lists}
//     await counter.check("name", "María Peña", "0123 4567 89AB");
//     counter.forget();

import { Engine } from "./page/engine.js";
import { fetchLists } from "./page/fetch_lists.js";
import { listState } from "./page/list_state.js";
import { openSetup, serviceOf } from "./page/setup.js";
import { codeKey, speak, t } from "./page/words.js";

const MINUTE = 60_000;

/** Opens a counter: reads the set-up beside this module, fetches the lists, and refreshes them on a timer. */
export async function openCounter({ setup, service = null, language = "en", refreshMinutes = 30 }) {
  await speak(language);
  const answer = await fetch(new URL(setup, import.meta.url), { credentials: "omit" });
  const opened = await openSetup(new Uint8Array(await answer.arrayBuffer()));
  const counter = new EmbeddedCounter(opened, service);
  await counter.refresh();
  counter.timer = setInterval(() => counter.refresh(), refreshMinutes * MINUTE);
  return counter;
}

/** One counter in another page; it holds the last card until `forget`, and stores nothing. */
class EmbeddedCounter {
  constructor(opened, service) {
    this.setup = opened.value;
    this.shortForm = opened.short;
    this.service = serviceOf(this.setup, service);
    if (service !== null && this.service === null) throw new RangeError(`counter: the set-up has no service ${service}`);
    this.engine = new Engine();
    this.engine.setUp(this.setup);
  }

  /** Fetches the lists whole; says whether the city was reached. */
  async refresh() {
    const files = await fetchLists(this.setup, { base: import.meta.url });
    await this.engine.offer(files, Date.now());
    return files.reached;
  }

  /** Says how the lists stand: `{state, age, code}`, age in milliseconds. */
  get lists() {
    return listState(this.engine.report(), this.setup.rule, Date.now());
  }

  /** Judges the text of a code: as a hand scanner types it, or as a reader of pictures gives it. */
  async ask(text) {
    const verdict = await this.engine.ask(text.trim(), { at: Date.now(), service: this.service });
    return this.inWords(verdict);
  }

  /** Compares what is printed with what the city signed; "matches", "matches_without_accents", "differs", "not_bound". */
  async check(field, typed, checkCode) {
    if (this.service !== null && !this.service.may_see.includes(field)) throw new RangeError(`counter: this service does not check ${field}`);
    return this.engine.check(field, typed, checkCode);
  }

  /** Forgets the last card. Call it before the next person stands there. */
  forget() {
    this.engine.forget();
  }

  /** Stops refreshing, and forgets. */
  close() {
    clearInterval(this.timer);
    this.forget();
  }

  /** Adds the words of the page's language to a verdict. */
  inWords(verdict) {
    const date = new Date().toLocaleString();
    return {
      ...verdict,
      word: t(`word.${verdict.answer}`),
      sentence: t(codeKey(verdict.code, "code"), { date, age: "" }),
      next: t(codeKey(verdict.code, "next")),
      lists: this.lists,
    };
  }
}
