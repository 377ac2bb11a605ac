// The camera: asked for on demand, at a size that reads a card's code, and let go when the page is left.

const WANTED = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
const FAULTS = {
  NotAllowedError: "camera.refused",
  SecurityError: "camera.refused",
  NotFoundError: "camera.missing",
  OverconstrainedError: "camera.missing",
  NotReadableError: "camera.busy",
  AbortError: "camera.busy",
};

/** Says whether this browser has cameras to offer at all. */
export function hasCameras() {
  return Boolean(navigator.mediaDevices?.getUserMedia);
}

/** Says, without asking anybody, whether there is a camera: true, false, or null when it cannot be known. */
export async function seesCamera() {
  if (!hasCameras()) return false;
  try {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.length === 0 ? null : devices.some((device) => device.kind === "videoinput");
  } catch {
    return null;
  }
}

/** Says whether the camera was refused before: "granted", "denied", "prompt", or null. */
export async function cameraLeave() {
  try {
    return (await navigator.permissions.query({ name: "camera" })).state;
  } catch {
    return null;
  }
}

/** One running camera in a video element. */
export class Camera {
  constructor(video) {
    this.video = video;
    this.stream = null;
    this.running = 0;
  }

  /** Starts the camera that faces away, or the other one; fails with a `camera.` code. */
  async start(facing = "environment") {
    if (!hasCameras()) throw coded(globalThis.isSecureContext ? "camera.missing" : "camera.insecure");
    try {
      const video = { ...WANTED, facingMode: { ideal: facing } };
      this.stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
    } catch (fault) {
      throw coded(FAULTS[fault?.name] ?? "camera.missing");
    }
    this.video.srcObject = this.stream;
    await this.video.play().catch(() => {});
    this.focusNear();
  }

  /** Asks for continuous focus where the device can. */
  focusNear() {
    const track = this.stream.getVideoTracks()[0];
    const modes = track?.getCapabilities?.().focusMode ?? [];
    if (modes.includes("continuous")) track.applyConstraints({ advanced: [{ focusMode: "continuous" }] }).catch(() => {});
  }

  /** Says whether the device has a lamp beside its camera. */
  get hasLamp() {
    return Boolean(this.stream?.getVideoTracks()[0]?.getCapabilities?.().torch);
  }

  /** Turns the lamp on or off. */
  async light(on) {
    await this.stream?.getVideoTracks()[0]?.applyConstraints({ advanced: [{ torch: on }] }).catch(() => {});
  }

  /** Gives frames to `take`, one at a time, until `take` says false or the camera stops. */
  async run(take) {
    this.running += 1;
    const mine = this.running;
    while (mine === this.running && this.stream !== null) {
      await this.nextFrame();
      if (mine !== this.running || this.stream === null) return;
      if ((await take(await this.frame())) === false) return;
    }
  }

  /** Waits for a new frame. */
  nextFrame() {
    const { video } = this;
    return new Promise((resolve) => {
      if (video.requestVideoFrameCallback) {
        const late = setTimeout(resolve, 500);
        video.requestVideoFrameCallback(() => { clearTimeout(late); resolve(); });
      } else setTimeout(resolve, 60);
    });
  }

  /** Takes the present frame as a bitmap to hand over; null before there is one. */
  async frame() {
    return this.video.videoWidth === 0 ? null : createImageBitmap(this.video).catch(() => null);
  }

  /** Stops giving frames; the camera stays on. */
  pause() {
    this.running += 1;
  }

  /** Lets go of the camera. */
  stop() {
    this.pause();
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    this.stream = null;
    this.video.srcObject = null;
  }
}

/** An error with one of our codes. */
function coded(code) {
  return Object.assign(new Error(code), { code });
}
