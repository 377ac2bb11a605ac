// The signed photo, drawn into a canvas that is wiped with the rest; never an address, never a file.

import { el } from "./dom.js";
import { t } from "./words.js";

const ENLARGED = 6;

/** Makes the canvas and draws the photo once it is decoded; says under it when the device cannot show it. */
export function photoOf(photo) {
  const canvas = el("canvas", { class: "photo__picture", role: "img", "aria-label": t("photo.label") });
  const caption = el("figcaption", {}, t("photo.compare"));
  draw(photo, canvas).catch(() => {
    canvas.remove();
    caption.textContent = t("photo.cannot_show");
  });
  return el("figure", { class: "photo" }, canvas, caption);
}

/** Decodes and draws, smoothly enlarged. */
async function draw(photo, canvas) {
  const bitmap = await createImageBitmap(new Blob([photo.bytes], { type: photo.type }));
  canvas.width = bitmap.width * ENLARGED;
  canvas.height = bitmap.height * ENLARGED;
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
}

/** Blanks every photo in a part of the page. */
export function wipePhotos(part) {
  for (const canvas of part.querySelectorAll("canvas")) {
    canvas.width = 1;
    canvas.height = 1;
  }
}
