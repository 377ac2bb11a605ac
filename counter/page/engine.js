// What the counter believes and what it answers: opened lists, the city's rule, and the last card's claims.
// Time comes with every question; nothing is fetched or stored here.

import { Refusal, checkTyped, openStatusList, openTrustList, verify } from "../verification/index.js";
import { viewOf } from "./view.js";

// The forms of a text that is no card at all; step 0 to 3 of docs/spec/verification.md.
const NO_CARD = /^(qr|cose|cwt|cbor|claim169)\./;

/** A counter's knowledge; one card at a time. */
export class Engine {
  constructor() {
    this.setup = null;
    this.forgetLists();
    this.forget();
  }

  /** Forgets every list. */
  forgetLists() {
    this.trust = null;
    this.status = [];
    this.seen = 0;
    this.root = null;
    this.trouble = { trust: null, status: [] };
  }

  /** Takes a city's set-up and what was seen of its lists before: `{version, root}` or null. */
  setUp(setup, seen = null) {
    this.forgetLists();
    this.forget();
    this.setup = setup;
    this.root = seen?.root ?? setup.root;
    this.seen = seen?.version ?? 0;
    this.status = setup.status.map(() => null);
    this.trouble.status = setup.status.map(() => null);
    return true;
  }

  /** Opens new files and takes those that hold; a list that is refused never takes an older good one's place. */
  async offer(files, at) {
    const taken = { trust: false, status: this.status.map(() => false) };
    if (files.trust) taken.trust = await this.takeTrust(files.trust, at);
    for (const [index, bytes] of (files.status ?? []).entries()) {
      if (bytes && index < this.status.length) taken.status[index] = await this.takeStatus(index, bytes, at);
    }
    return { taken, report: this.report(at) };
  }

  /** Opens a trust list; says whether it is now the one that is believed. */
  async takeTrust(bytes, at) {
    const { ok, refusal } = await openTrustList(bytes, { root: this.root, mode: this.setup.mode, seen: this.seen, at });
    this.trouble.trust = refusal ?? null;
    if (!ok) return false;
    this.trust = ok;
    this.seen = Math.max(this.seen, Number(ok.version));
    this.root = ok.root ?? this.root;
    return true;
  }

  /** Opens a status list under the trust list; an older one than ours is left aside. */
  async takeStatus(index, bytes, at) {
    if (this.trust === null) return false;
    const { ok, refusal } = await openStatusList(bytes, { trust: this.trust, at });
    const isOther = ok && ok.uri !== this.setup.status[index].list;
    const wrong = isOther ? new Refusal("cannot_tell", "status.other_list", { step: 8 }) : null;
    this.trouble.status[index] = refusal ?? wrong;
    if (!ok || wrong) return false;
    const held = this.status[index];
    if (held !== null && held.issued >= ok.issued) return false;
    this.status[index] = ok;
    return true;
  }

  /** Says what is held, how old it is, and what could not be opened. */
  report() {
    const times = (list) => list && { issued: list.issued, expires: list.expires };
    return {
      trust: this.trust && { ...times(this.trust), version: Number(this.trust.version), root: this.root },
      status: this.status.map(times),
      trouble: {
        trust: this.trouble.trust?.code ?? null,
        status: this.trouble.status.map((refusal) => refusal?.code ?? null),
      },
    };
  }

  /** Judges several texts of one picture: the one that is a card, and how many cards there are. */
  async askAmong(texts, { at, service }) {
    const judged = [];
    for (const text of texts) judged.push(await this.judge(text, at));
    const cards = judged.filter((verdict) => !NO_CARD.test(verdict.code));
    return { verdict: this.shownOf(cards[0] ?? judged[0], service), cards: cards.length };
  }

  /** Judges one text. */
  async ask(text, { at, service }) {
    return this.shownOf(await this.judge(text, at), service);
  }

  /** Asks the verifier, with the status list of the card's own city among those that are held. */
  async judge(text, at) {
    const { setup } = this;
    if (setup === null) return { answer: "cannot_tell", code: "trust.no_root", step: 4, claims: null, issuer: null, asOf: null };
    const { trust: trustRefusal, status } = this.trouble;
    const statusRefusal = status.find((each) => each !== null) ?? null;
    const told = { trust: this.trust, trustRefusal, statusRefusal, rule: setup.rule, at, mode: setup.mode };
    const lists = this.status.filter((list) => list !== null);
    let verdict = await verify(text, { ...told, status: lists[0] ?? null });
    for (const list of lists.slice(1)) {
      if (verdict.code !== "status.other_list") break;
      verdict = await verify(text, { ...told, status: list });
    }
    return verdict;
  }

  /** Keeps a card's claims for the typed check, and gives what this service may see of them. */
  shownOf(verdict, service) {
    this.claims = verdict.answer === "good" ? verdict.claims : null;
    const view = this.claims === null ? { shown: null, sealed: null, needs: [] } : viewOf(this.claims, service);
    const { answer, code, step, issuer, asOf } = verdict;
    return { answer, code, step, issuer: issuer ?? null, asOf: asOf ?? null, ...view };
  }

  /** Compares what was typed with what the city signed; `null` when the card was forgotten meanwhile. */
  async check(field, typed, code) {
    if (this.claims === null) return null;
    return checkTyped(this.claims, field, typed, code);
  }

  /** Forgets the last card. */
  forget() {
    this.claims = null;
  }
}
