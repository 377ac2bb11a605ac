// The app's own files, kept so that the counter starts without a network.  No list and nothing of a card is kept
// here.  A new version is taken whole: it waits until it has every file with the right SHA-256, and the old one
// serves until then.  `files.js` is written by `denizen counter build`.

importScripts("files.js");

const { version, files, later } = self.COUNTER_FILES;
const PREFIX = "denizen-counter-app-";
const CACHE = PREFIX + version;

self.addEventListener("install", (event) => event.waitUntil(takeAll()));
self.addEventListener("activate", (event) => event.waitUntil(dropOthers()));
self.addEventListener("message", (event) => { if (event.data === "take over") self.skipWaiting(); });
self.addEventListener("fetch", (event) => {
  const name = nameOf(event.request);
  if (name !== null) event.respondWith(answer(name, event.request));
});

/** Fetches every file and checks it; one that fails leaves the old version in place. */
async function takeAll() {
  const cache = await caches.open(CACHE);
  await Promise.all(Object.keys(files).map((name) => taken(cache, name)));
}

/** Fetches one file, checks it and puts it into the cache. */
async function taken(cache, name) {
  const answer = await fetch(new URL(name, self.registration.scope), { cache: "no-cache", credentials: "omit" });
  const bytes = await answer.arrayBuffer();
  const wanted = files[name] ?? later[name];
  if (!answer.ok || (await digestOf(bytes)) !== wanted) throw new Error(`counter: ${name} is not of version ${version}`);
  await cache.put(new URL(name, self.registration.scope), plain(bytes, answer));
  return plain(bytes, answer);
}

/** Makes a plain answer of a file: a redirected one (index.html to its folder) is refused for a page. */
function plain(bytes, answer) {
  const headers = new Headers(answer.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  return new Response(bytes, { headers });
}

/** Works a SHA-256 out, in hexadecimal. */
async function digestOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Drops older versions, once this one is whole; takes the pages that had none. */
async function dropOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Names the file of the app that is asked for, or null for everything else: lists, set-ups, other addresses. */
function nameOf(request) {
  const address = new URL(request.url);
  if (request.method !== "GET" || !address.href.startsWith(self.registration.scope)) return null;
  const name = decodeURIComponent(address.pathname.slice(new URL(self.registration.scope).pathname.length));
  if (name === "" && request.mode === "navigate") return "index.html";
  return name in files || name in later ? name : null;
}

/** Answers from the cache; a file that is taken later (a script's font) is taken when first asked for. */
async function answer(name, request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(new URL(name, self.registration.scope));
  if (kept !== undefined) return kept;
  return taken(cache, name).catch(() => fetch(request));
}
