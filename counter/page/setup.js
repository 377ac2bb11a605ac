// The city's set-up: what to believe (the pinned root), where the lists lie, what each service may see.
// It comes by the city's set-up code (address, SHA-256, service) or from a file.  docs/verify/set-up.md is its format.

export const FORMAT = "denizen-counter-setup-1";
export const MOST_BYTES = 200_000;
export const FIELDS = Object.freeze(["photo", "name", "birth_date", "address", "card_number", "expires"]);
const MODES = ["live", "demonstration"];
const STALE = ["valid_as_of", "cannot_tell"];
const COLOUR = /^#[0-9a-f]{6}$/;

/** A set-up that cannot be used; `code` says why. */
export class SetupError extends Error {
  constructor(code, where = null) {
    super(code);
    this.code = code;
    this.where = where;
  }
}

/** Says whether a scanned text is a city's set-up code. */
export function isSetupLink(text) {
  return /^https?:\/\/[^\s#]+#setup=[A-Za-z0-9_-]+$/i.test(text.trim());
}

/** Reads a set-up code: where the file lies, its SHA-256, and which service this counter is. */
export function readLink(text) {
  const packed = text.trim().split("#setup=")[1];
  try {
    const { u: file, h: digest, s: service } = JSON.parse(new TextDecoder().decode(fromBase64Url(packed)));
    if (typeof file !== "string" || fromBase64Url(digest).length !== 32) throw new SetupError("setup.link");
    return { file, digest, service: typeof service === "string" ? service : null };
  } catch {
    throw new SetupError("setup.link");
  }
}

/** Gives the address of the counter that a set-up code names, to compare with our own. */
export function counterOfLink(text) {
  return new URL(text.trim().split("#")[0]);
}

/** Fetches the file of a set-up code and checks it against the code's SHA-256. */
export async function fetchSetup(link, base = document.baseURI) {
  const address = new URL(link.file, base);
  if (address.origin !== new URL(base).origin) throw new SetupError("setup.elsewhere", address.host);
  let answer;
  try {
    answer = await fetch(address, { cache: "no-store", credentials: "omit", referrerPolicy: "no-referrer" });
  } catch {
    throw new SetupError("setup.unreachable");
  }
  if (!answer.ok) throw new SetupError("setup.unreachable");
  const opened = await openSetup(new Uint8Array(await answer.arrayBuffer()));
  if (opened.digest !== link.digest) throw new SetupError("setup.digest");
  return opened;
}

/** Opens a set-up file: its values, its digest, and the digest's short form for people. */
export async function openSetup(bytes) {
  if (bytes.length > MOST_BYTES) throw new SetupError("setup.too_large");
  let value;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new SetupError("setup.not_one");
  }
  check(value);
  const digest = toBase64Url(new Uint8Array(await digestOf(bytes)));
  return { value, bytes, digest, short: await shortForm(bytes) };
}

/** Works a SHA-256 out; needs a secure address. */
async function digestOf(bytes) {
  if (!globalThis.crypto?.subtle) throw new SetupError("setup.insecure");
  return crypto.subtle.digest("SHA-256", bytes);
}

/** Writes the first 60 bits of the SHA-256 as people compare them: three groups of four, Crockford's alphabet. */
async function shortForm(bytes) {
  const digest = new Uint8Array(await digestOf(bytes));
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const bits = Array.from(digest.slice(0, 8), (byte) => byte.toString(2).padStart(8, "0")).join("");
  const letters = bits.slice(0, 60).match(/.{5}/g).map((group) => alphabet[Number.parseInt(group, 2)]);
  return letters.join("").match(/.{4}/g).join("-");
}

/** Refuses a set-up with anything missing or of another type; names the place. */
function check(setup) {
  const demand = (holds, where) => { if (!holds) throw new SetupError("setup.not_one", where); };
  demand(isObject(setup), "the file");
  if (setup.format !== FORMAT) throw new SetupError("setup.format", "format");
  demand(isText(setup.issuer) && setup.issuer.startsWith("https://"), "issuer");
  demand(isText(setup.programme) && isText(setup.place), "programme, place");
  demand(MODES.includes(setup.mode), "mode");
  demand(isObject(setup.root) && isText(setup.root.kty), "root");
  demand(isAddresses(setup.trust), "trust");
  demand(Array.isArray(setup.status) && setup.status.length > 0 && setup.status.length <= 64, "status");
  for (const each of setup.status) demand(isObject(each) && isText(each.list) && isAddresses(each.from), "status");
  checkRule(setup, demand);
  demand(Array.isArray(setup.services) && setup.services.length > 0, "services");
  for (const each of setup.services) checkService(each, demand);
}

/** Checks the counter's rule, its colours and how the desk is reached. */
function checkRule(setup, demand) {
  const rule = setup.rule;
  demand(isObject(rule) && rule.fresh_hours > 0 && rule.fresh_hours <= 8784 && STALE.includes(rule.stale), "rule");
  demand(Object.values(setup.colours ?? {}).every((colour) => COLOUR.test(colour)), "colours");
  const desk = setup.desk ?? {};
  demand([desk.phone, desk.address].every((text) => text === undefined || text === null || isText(text)), "desk");
}

/** Checks one service; a field that no counter can be shown is refused. */
function checkService(service, demand) {
  demand(isObject(service) && isText(service.id) && isText(service.label), "services");
  demand(Object.values(service.label_in ?? {}).every(isText), "services.label_in");
  demand([service.may_see, service.needs ?? []].every(isFields), "services.may_see");
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value) => typeof value === "string" && value.length > 0 && value.length <= 300 && !/[\u0000-\u001f]/.test(value);
const isAddresses = (value) => Array.isArray(value) && value.length > 0 && value.length <= 8 && value.every(isText);
const isFields = (value) => Array.isArray(value) && value.every((name) => FIELDS.includes(name));

/** Finds a service of a set-up, or null. */
export function serviceOf(setup, id) {
  return setup.services.find((each) => each.id === id) ?? null;
}

/** Reads base64url without padding. */
export function fromBase64Url(text) {
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

/** Writes base64url without padding. */
export function toBase64Url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
