// The camera: seen as in a mirror, taken as it is, placed in the oval, sent as one JPEG.  Nothing is saved here.

const page = document.querySelector("[data-photo-page]");
const part = (name) => page.querySelector(`[data-${name}]`);
const camera = part("camera"), video = part("video"), still = part("still"), stage = part("stage");
const fileForm = part("file-form"), fileInput = fileForm.querySelector("input[type=file]");
const WIDE = 480, HIGH = 600, SHAPE = 4 / 5; // as it is printed: what the clerk sees is what is kept
const view = { source: null, width: 0, height: 0, scale: 1, x: 0.5, y: 0.5 };
let stream = null, sending = false, timer = 0;

function show(state) {
  camera.hidden = state === "off";
  still.hidden = state !== "still";
  video.hidden = state !== "live";
  for (const each of camera.querySelectorAll("[data-when]")) each.hidden = each.dataset.when !== state;
  const taken = part("taken");
  if (taken) taken.hidden = state !== "off";
  part("checks").hidden = state === "off";
}

async function start(deviceId) {
  stop();
  const wanted = { width: { ideal: 1920 }, height: { ideal: 1440 }, ...(deviceId ? { deviceId: { exact: deviceId } } : {}) };
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
  } catch {
    if (deviceId) return start();
    show("off");
    part("no-camera").hidden = false;
    part("file-way").open = true;
    return undefined;
  }
  part("no-camera").hidden = true;
  video.srcObject = stream;
  show("live");
  listCameras();
  timer = window.setInterval(() => hasPicture() && judge(liveFrame()), 900);
  return undefined;
}

// A camera names its size before it gives a picture: what is taken in between is black.
function hasPicture() {
  return video.videoWidth > 0 && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
}

function stop() {
  window.clearInterval(timer);
  for (const track of stream ? stream.getTracks() : []) track.stop();
  stream = null;
}

async function listCameras() {
  const found = (await navigator.mediaDevices.enumerateDevices()).filter((each) => each.kind === "videoinput");
  const list = part("devices");
  const current = stream && stream.getVideoTracks()[0].getSettings().deviceId;
  list.replaceChildren(...found.map((each, at) => new Option(each.label || String(at + 1), each.deviceId, false, each.deviceId === current)));
  part("choice").hidden = found.length < 2;
}

// The frame in the source's pixels: the largest 4:5 that fits, divided by the scale, kept inside.
function frame() {
  const wide = Math.min(view.width, view.height * SHAPE) / view.scale;
  const high = wide / SHAPE;
  view.x = Math.min(Math.max(view.x, wide / 2 / view.width), 1 - wide / 2 / view.width);
  view.y = Math.min(Math.max(view.y, high / 2 / view.height), 1 - high / 2 / view.height);
  return { left: view.x * view.width - wide / 2, top: view.y * view.height - high / 2, wide, high };
}

function drawn(width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const { left, top, wide, high } = frame();
  const paint = canvas.getContext("2d", { willReadFrequently: true });
  paint.imageSmoothingQuality = "high";
  paint.drawImage(view.source, left, top, wide, high, 0, 0, width, height);
  return canvas;
}

function liveFrame() {
  Object.assign(view, { source: video, width: video.videoWidth, height: video.videoHeight, scale: 1, x: 0.5, y: 0.5 });
  return drawn(240, 300);
}

function capture() {
  if (!hasPicture()) return;
  const whole = document.createElement("canvas");
  whole.width = video.videoWidth;
  whole.height = video.videoHeight;
  whole.getContext("2d").drawImage(video, 0, 0);
  place(whole, whole.width, whole.height);
  window.clearInterval(timer);
}

function place(source, width, height) {
  Object.assign(view, { source, width, height, scale: 1, x: 0.5, y: height > width / SHAPE ? 0.42 : 0.5 });
  still.width = WIDE;
  still.height = HIGH;
  show("still");
  redraw();
  part("use").focus({ preventScroll: true });
}

function redraw() {
  still.getContext("2d").drawImage(drawn(WIDE, HIGH), 0, 0);
  judge(drawn(240, 300));
}

const MOVES = {
  larger: () => { view.scale = Math.min(view.scale * 1.08, 4); },
  smaller: () => { view.scale = Math.max(view.scale / 1.08, 1); },
  left: () => { view.x += 0.02 / view.scale; },
  right: () => { view.x -= 0.02 / view.scale; },
  up: () => { view.y += 0.02 / view.scale; },
  down: () => { view.y -= 0.02 / view.scale; },
};
const KEYS = { "+": "larger", "=": "larger", "-": "smaller", ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down" };

function move(name) {
  MOVES[name]();
  redraw();
}

// What can be said of a picture without any model of a face; hints, and never more.
function judge(canvas) {
  const { width, height } = canvas;
  const pixels = canvas.getContext("2d").getImageData(0, 0, width, height).data;
  const grey = new Float32Array(width * height);
  for (let at = 0; at < grey.length; at += 1) grey[at] = 0.299 * pixels[at * 4] + 0.587 * pixels[at * 4 + 1] + 0.114 * pixels[at * 4 + 2];
  const face = faceNumbers(grey, width, height);
  const high = frame().high;
  const found = {
    small: high * 0.58 < 330,
    dark: face.mean < 62,
    bright: face.mean > 212,
    clipped: face.burnt > 0.06,
    shadow: face.black > 0.35,
    blurred: face.sharpness < 12,
    busy: cornerSpread(grey, width) > 52,
  };
  found.good = !Object.values(found).some(Boolean);
  for (const item of page.querySelectorAll("[data-check]")) item.hidden = !found[item.dataset.check];
}

function faceNumbers(grey, width, height) {
  let number = 0, inner = 0, sum = 0, burnt = 0, black = 0, edges = 0, squares = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const across = (x / width - 0.5) / 0.25, down = (y / height - 0.42) / 0.28;
      if (across * across + down * down > 1) continue;
      const at = y * width + x, here = grey[at];
      const laplacian = 4 * here - grey[at - 1] - grey[at + 1] - grey[at - width] - grey[at + width];
      number += 1;
      if (across * across + down * down < 0.36 && down > -0.05) { // below a fringe, within the hair: the face itself
        inner += 1;
        sum += here;
        burnt += here > 250;
        black += here < 10;
      }
      edges += laplacian;
      squares += laplacian * laplacian;
    }
  }
  const mean = edges / number;
  return { mean: sum / inner, burnt: burnt / inner, black: black / inner, sharpness: squares / number - mean * mean };
}

function cornerSpread(grey, width) {
  const values = [];
  for (let y = 0; y < 45; y += 2) for (let x = 0; x < width * 0.16; x += 2) values.push(grey[y * width + x], grey[y * width + width - 1 - x]);
  const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
  return Math.sqrt(values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / values.length);
}

// The one way out is the page's own form, so that a refusal is shown as any other.
function send() {
  if (sending) return;
  sending = true;
  part("use").setAttribute("aria-busy", "true");
  drawn(WIDE, HIGH).toBlob((blob) => {
    const carried = new DataTransfer();
    carried.items.add(new File([blob], "photo.jpg", { type: "image/jpeg" }));
    fileInput.files = carried.files;
    stop();
    fileForm.submit();
  }, "image/jpeg", 0.93);
}

async function chosenFile() {
  const [file] = fileInput.files;
  if (!file || file.size > 24e6) return;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    stop();
    place(picture, picture.width, picture.height);
    camera.scrollIntoView({ block: "nearest" });
  } catch {
    fileForm.requestSubmit(); // what the browser cannot read the server explains
  }
}

video.addEventListener("loadeddata", () => { if (!video.hidden) part("capture").focus({ preventScroll: true }); });
part("capture").addEventListener("click", capture);
part("use").addEventListener("click", send);
part("again").addEventListener("click", () => start());
part("devices").addEventListener("change", (event) => start(event.target.value));
fileInput.addEventListener("change", chosenFile);
for (const button of page.querySelectorAll("[data-crop]")) button.addEventListener("click", () => move(button.dataset.crop));
const retake = part("retake");
if (retake) retake.addEventListener("click", () => start());

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || camera.hidden) return;
  const typing = event.target.closest("select, input, summary, a");
  if (!still.hidden && KEYS[event.key] && !typing) {
    event.preventDefault();
    move(KEYS[event.key]);
  } else if (still.hidden && [" ", "Enter"].includes(event.key) && !event.target.closest("select, input, summary, a, button")) {
    event.preventDefault();
    capture();
  }
});

let held = null;
still.addEventListener("pointerdown", (event) => { held = { x: event.clientX, y: event.clientY }; still.setPointerCapture(event.pointerId); });
still.addEventListener("pointermove", (event) => {
  if (!held) return;
  const { wide, high } = frame(), box = stage.getBoundingClientRect();
  view.x -= (event.clientX - held.x) / box.width * wide / view.width;
  view.y -= (event.clientY - held.y) / box.height * high / view.height;
  held = { x: event.clientX, y: event.clientY };
  redraw();
});
still.addEventListener("pointerup", () => { held = null; });
window.addEventListener("pagehide", stop);
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});

if (navigator.mediaDevices && navigator.mediaDevices.getUserMedia) {
  if (retake) retake.hidden = false;
  part("file-way").open = false;
  if (part("taken")) show("off"); else start();
} else {
  part("no-camera").hidden = false;
}
