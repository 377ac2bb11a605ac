// The worker: reads frames, judges cards, holds the last card's claims until it is told to forget them.
// The page asks `{id, ask, ...}` and is answered `{id, ok}` or `{id, fault}`; the page itself never sees claims that
// its service may not see.

import { Engine } from "./engine.js";
import { isSetupLink } from "./setup.js";
import { blank, pixelsOf, prepareReader, readFrame, readPicture } from "./reader.js";
import { checkSignatures } from "./known_signature.js";

const engine = new Engine();
let last = null; // the texts of the last frame that was judged, so that a kiosk shows a card once

const ANSWERS = {
  reader: () => prepareReader(),
  signatures: () => checkSignatures(),
  setup: ({ setup, seen }) => engine.setUp(setup, seen),
  offer: ({ files, at }) => engine.offer(files, at),
  report: ({ at }) => engine.report(at),
  frame: (asked) => judgeFrame(asked),
  picture: ({ blob, at, service }) => judgePicture(blob, at, service),
  text: ({ text, at, service }) => judgeTexts([text.replace(/^[\r\n]+|[\r\n]+$/g, "")], at, service),
  check: ({ field, typed, code }) => engine.check(field, typed, code),
  forget: () => forget(),
};

self.onmessage = async ({ data }) => {
  try {
    self.postMessage({ id: data.id, ok: await ANSWERS[data.ask](data) });
  } catch (fault) {
    self.postMessage({ id: data.id, fault: codeOf(fault) });
  }
};

/** Gives our own code of a fault; a browser's exceptions have numbers there. */
function codeOf(fault) {
  return typeof fault?.code === "string" ? fault.code : "internal.fault";
}

/** Reads a frame, `{bitmap}` or `{pixels}`, and judges what is in it. */
async function judgeFrame({ frame, at, service, unlikeLast = false }) {
  const image = frame.bitmap ? pixelsOf(frame.bitmap) : frame.pixels;
  frame.bitmap?.close();
  const texts = await readFrame(image);
  const seen = texts.join("\n");
  if (unlikeLast && seen === last) return { kind: "nothing" };
  if (texts.length > 0) last = seen;
  return judgeTexts(texts, at, service);
}

/** Reads a still picture and judges what is in it; one without a code is an answer too. */
async function judgePicture(blob, at, service) {
  let texts;
  try {
    texts = await readPicture(blob);
  } catch {
    return { kind: "verdict", verdict: plain("cannot_tell", "image.unreadable") };
  } finally {
    blank();
  }
  if (texts.length === 0) return { kind: "verdict", verdict: plain("cannot_tell", "image.no_code") };
  return judgeTexts(texts, at, service);
}

/** Judges what was read: nothing, a set-up code, two cards, or one card. */
async function judgeTexts(texts, at, service) {
  const different = [...new Set(texts)];
  if (different.length === 0) return { kind: "nothing" };
  const setup = different.find(isSetupLink);
  if (setup !== undefined) return { kind: "setup", text: setup };
  const { verdict, cards } = await engine.askAmong(different, { at, service });
  if (cards > 1) {
    engine.forget();
    return { kind: "verdict", verdict: plain("cannot_tell", "image.two_cards") };
  }
  return { kind: "verdict", verdict };
}

/** An answer that is about a picture, not about a card. */
function plain(answer, code) {
  return { answer, code, step: 0, shown: null, sealed: null, needs: [], issuer: null, asOf: null };
}

/** Forgets the last card. */
function forget() {
  engine.forget();
  blank();
  last = null;
  return null;
}
