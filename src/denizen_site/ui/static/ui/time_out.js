// Warns a minute before the desk's session ends, and then leaves, so that no page with a person on it stays open.
// The session is counted by the server, from the last request; whoever types keeps it alive.

const dialog = document.querySelector("dialog[data-idle-seconds]");
const LIFE = Number(dialog.dataset.idleSeconds) * 1000;
const WARNING = Math.min(60_000, LIFE / 2);
const CONTACT = LIFE / 4;
const windows = new BroadcastChannel("denizen-desk");
let contact = Date.now();
let asking = false;

windows.addEventListener("message", (event) => { contact = Math.max(contact, event.data); close(); });

function close() {
  if (dialog.open) dialog.close();
}

function leave() {
  window.location.replace("/");
}

async function ask() {
  if (asking) return;
  asking = true;
  const begun = Date.now();
  try {
    const answer = await fetch("/", { cache: "no-store", credentials: "same-origin" });
    if (new URL(answer.url).pathname === dialog.dataset.signedOut) { leave(); return; }
    contact = begun;
    windows.postMessage(contact);
  } catch {
    // The desk does not answer: the count goes on, and the page closes when it ends.
  } finally {
    asking = false;
  }
}

function worked() {
  if (!dialog.open && Date.now() - contact > CONTACT) ask();
}

function look() {
  const left = contact + LIFE - Date.now();
  if (left <= 0) leave();
  else if (left <= WARNING && !dialog.open) dialog.showModal();
}

windows.postMessage(contact);
dialog.addEventListener("close", () => { if (contact + LIFE - Date.now() <= WARNING) ask(); });
for (const kind of ["keydown", "pointerdown", "input"]) document.addEventListener(kind, worked, { passive: true });
// A computer that slept looks as soon as it wakes.
for (const kind of ["visibilitychange", "resume"]) document.addEventListener(kind, look);
setInterval(look, 1000);
