// The counter's own modules in a bare page of `denizen bench counter`: what they read, and how long it takes.
// They run in the page itself and not in the counter's worker, since a throttled processor is felt only there.

import { Engine } from "./page/engine.js";
import { pixelsOf, prepareReader, readFrame } from "./page/reader.js";

const engine = new Engine();
const SETTLING = 5; // verdicts before any is counted

/** Prepares the reader and opens the city's lists; says which reader was taken. */
globalThis.prepare = async ({ setup, trust, status, at }) => {
  const reader = await prepareReader();
  engine.setUp(setup);
  const { report } = await engine.offer({ trust: bytesOf(trust), status: [bytesOf(status)] }, at);
  return { reader, trouble: report.trouble };
};

function bytesOf(hex) {
  return Uint8Array.from(hex.match(/../g), (pair) => Number.parseInt(pair, 16));
}

/** Reads one frame with the counter's reader and with jsQR: the texts, or null. */
globalThis.readBoth = async (address) => {
  const bitmap = await createImageBitmap(await (await fetch(address)).blob());
  const image = pixelsOf(bitmap);
  bitmap.close();
  const [ours = null] = await readFrame(image);
  const theirs = globalThis.jsQR(image.data, image.width, image.height, { inversionAttempts: "dontInvert" });
  return { ours, jsqr: theirs?.data || null };
};

/** Takes frames from the camera until so many were judged good; milliseconds from frame to verdict, and of reading. */
globalThis.watch = async ({ verdicts, frames, at }) => {
  const video = document.querySelector("video");
  const wanted = { width: { exact: 1280 }, height: { exact: 720 } };
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
  await video.play();
  const found = { whole: [], reading: [], unread: 0, others: {} };
  for (let seen = 0; found.whole.length < verdicts + SETTLING && seen < frames; seen += 1) {
    await new Promise((resolve) => video.requestVideoFrameCallback(resolve));
    note(await oneFrame(video, at), found);
  }
  for (const track of video.srcObject.getTracks()) track.stop();
  return { ...found, whole: found.whole.slice(SETTLING), reading: found.reading.slice(SETTLING) };
};

/** Judges the frame that the camera shows now. */
async function oneFrame(video, at) {
  const began = performance.now();
  const bitmap = await createImageBitmap(video);
  const image = pixelsOf(bitmap);
  bitmap.close();
  const grabbed = performance.now();
  const texts = await readFrame(image);
  const read = performance.now();
  if (texts.length === 0) return { code: null };
  const { verdict } = await engine.askAmong([...new Set(texts)], { at, service: null });
  return { code: verdict.code, whole: performance.now() - began, reading: read - grabbed };
}

function note({ code, whole, reading }, found) {
  if (code === null) found.unread += 1;
  else if (code !== "card.valid") found.others[code] = (found.others[code] ?? 0) + 1;
  else {
    found.whole.push(whole);
    found.reading.push(reading);
  }
}

globalThis.ready = true;
