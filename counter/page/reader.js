// Reading codes out of pictures: zxing-wasm, or the platform's own detector where it exists and is faster.

import { prepareZXingModule, readBarcodes } from "../parts/zxing/reader/index.js";
import { sampleFrame, SAMPLE_TEXT } from "./sample_code.js";

const TRIES = 4;
const LIVE = { formats: ["QRCode"], tryHarder: true, tryRotate: false, tryInvert: false, tryDownscale: false, maxNumberOfSymbols: 4 };
const STILL = { formats: ["QRCode"], tryHarder: true, tryRotate: true, tryInvert: true, tryDownscale: true, maxNumberOfSymbols: 4 };
const LONGEST_SIDE = 2400; // pixels; a phone's photograph has more than reading needs

// Said before anything is read: the module would else look for its wasm at an address that is not ours.
const OVERRIDES = { locateFile: (name) => new URL(`../parts/zxing/${name}`, import.meta.url).href };
prepareZXingModule({ overrides: OVERRIDES, fireImmediately: false });

let detector = null;
let preparing = null;

/** Loads the reader once and chooses the faster one; says which, or fails. */
export function prepareReader() {
  preparing ??= chosenReader();
  return preparing;
}

/** Loads our reader, and measures it beside the platform's where there is one. */
async function chosenReader() {
  await prepareZXingModule({ overrides: OVERRIDES, fireImmediately: true });
  const frame = sampleFrame();
  const own = await timed(() => readOwn(frame, LIVE));
  const platform = await platformDetector();
  if (platform !== null) {
    const theirs = await timed(() => readWith(platform, frame));
    if (theirs.reads && (!own.reads || theirs.milliseconds < own.milliseconds)) detector = platform;
  }
  if (!own.reads && detector === null) throw new Error("reader.wrong");
  return detector === null ? "zxing" : "platform";
}

/** Measures a reader on the sample; the first try warms it up. */
async function timed(read) {
  try {
    await read();
    const started = performance.now();
    let texts = [];
    for (let count = 0; count < TRIES; count += 1) texts = await read();
    return { reads: texts[0] === SAMPLE_TEXT, milliseconds: (performance.now() - started) / TRIES };
  } catch {
    return { reads: false, milliseconds: Infinity };
  }
}

/** Gives the platform's detector if it reads QR codes. */
async function platformDetector() {
  const Detector = globalThis.BarcodeDetector;
  if (Detector === undefined) return null;
  try {
    const formats = await Detector.getSupportedFormats();
    return formats.includes("qr_code") ? new Detector({ formats: ["qr_code"] }) : null;
  } catch {
    return null;
  }
}

/** Reads the codes of a camera's frame; several texts when several codes are in it. */
export async function readFrame(image) {
  await prepareReader();
  if (detector !== null) {
    try {
      return await readWith(detector, image);
    } catch {
      detector = null; // it gave up; ours goes on
    }
  }
  return readOwn(image, LIVE);
}

/** Reads the codes of a still picture, taking more trouble. */
export async function readPicture(blob) {
  const bitmap = await createImageBitmap(blob);
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const image = pixelsOf(bitmap, Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
  bitmap.close();
  return readOwn(image, STILL);
}

/** Reads with zxing; only whole codes count. */
async function readOwn(image, options) {
  const found = await readBarcodes(image, options);
  return found.filter((each) => each.isValid).map((each) => each.text);
}

/** Reads with the platform's detector. */
async function readWith(platform, image) {
  const found = await platform.detect(image);
  return found.map((each) => each.rawValue);
}

let canvas = null;

/** Draws a picture and gives its pixels; one canvas serves all frames. */
export function pixelsOf(bitmap, width = bitmap.width, height = bitmap.height) {
  if (canvas === null || canvas.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

/** Blanks the canvas, so that no picture of a card stays in it. */
export function blank() {
  canvas?.getContext("2d").clearRect(0, 0, canvas.width, canvas.height);
  canvas = null;
}
