// Answers from the copy that somebody asked this device to keep, when the network does not.  A page is taken from the
// network first, so that whoever is connected reads today's rules; the copy is renewed by it.

const CACHE = "denizen-rules";
const PATIENCE = 4000; // milliseconds

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { method, mode } = event.request;
  if (method !== "GET" || new URL(event.request.url).origin !== self.location.origin) return;
  event.respondWith(mode === "navigate" ? page(event.request) : file(event.request));
});

/** Gives a page: the newest within the patience, or the copy. */
async function page(request) {
  const copy = await caches.match(request, { cacheName: CACHE });
  if (copy === undefined) return fetch(request);
  try {
    return await renewed(request);
  } catch {
    return copy;
  }
}

/** Takes a page from the network and renews the copy that is kept of it. */
async function renewed(request) {
  const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
  if (!answer.ok) throw new Error("pocket: no answer");
  await (await caches.open(CACHE)).put(request, answer.clone());
  return answer;
}

/** Gives a file: the copy, since an address under /static/ never changes its content, or the network's. */
async function file(request) {
  const copy = await caches.match(request, { cacheName: CACHE });
  const lasting = new URL(request.url).pathname.startsWith("/static/");
  if (copy !== undefined && lasting) return copy;
  return fetch(request).then((answer) => kept(request, answer)).catch((fault) => copy ?? Promise.reject(fault));
}

/** Keeps what a kept page newly needs. */
async function kept(request, answer) {
  if (answer.ok && (await caches.has(CACHE))) await (await caches.open(CACHE)).put(request, answer.clone());
  return answer;
}
