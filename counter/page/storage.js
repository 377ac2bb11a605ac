// What the counter keeps: the city's set-up, the settings, the lists, the lowest list version.  Nothing of a card.
// docs/operate/data-register.md names each key; a test reads them all back after a hundred scans.

const DATABASE = "denizen-counter";
const STORE = "kept";
export const KEYS = Object.freeze({ setup: "setup", settings: "settings", trust: "trust", seen: "seen", status: "status:" });

/** The device refused to keep something; `code` says why. */
export class StorageError extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

let opening = null;

/** Opens the database once. */
function database() {
  opening ??= new Promise((resolve, reject) => {
    const request = globalThis.indexedDB?.open(DATABASE, 1);
    if (!request) { reject(new StorageError("storage.none")); return; }
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(refusal(request.error));
  });
  return opening;
}

/** Carries out one request in a transaction of its own, and waits until the device has it. */
async function carried(mode, ask) {
  const transaction = (await database()).transaction(STORE, mode);
  const request = asked(() => ask(transaction.objectStore(STORE)));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(refusal(transaction.error));
    transaction.onerror = () => reject(refusal(transaction.error));
  });
}

/** Makes a request; a device may refuse it at once. */
function asked(make) {
  try {
    return make();
  } catch (fault) {
    throw refusal(fault);
  }
}

/** Says in our own code why the device refused. */
function refusal(fault) {
  return new StorageError(fault?.name === "QuotaExceededError" ? "storage.full" : "storage.none");
}

/** Gives what is kept under a key, or null. */
export async function recall(key) {
  return (await carried("readonly", (store) => store.get(key))) ?? null;
}

/** Keeps a value under a key; raises `StorageError` when the device is full. */
export async function keep(key, value) {
  await carried("readwrite", (store) => store.put(value, key));
}

/** Forgets everything. */
export async function forgetAll() {
  await carried("readwrite", (store) => store.clear());
}

/** Lists the keys that are in use. */
export async function keptKeys() {
  return carried("readonly", (store) => store.getAllKeys());
}

/** Asks the browser not to clear what is kept when space runs short; says whether it agreed. */
export async function askToStay() {
  try {
    return (await navigator.storage?.persisted?.()) || (await navigator.storage?.persist?.()) || false;
  } catch {
    return false;
  }
}
