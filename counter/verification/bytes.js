// Bytes beside each other, in hexadecimal, in base64url.

const UTF_8 = new TextEncoder();
const HEX = Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, "0"));

/** Writes a text in UTF-8. */
export function utf8(text) {
  return UTF_8.encode(text);
}

/** Joins byte arrays. */
export function joined(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    all.set(part, place);
    place += part.length;
  }
  return all;
}

/** Says whether two byte arrays hold the same; takes as long for any two of one length. */
export function sameBytes(one, other) {
  if (one.length !== other.length) return false;
  let difference = 0;
  for (let place = 0; place < one.length; place += 1) difference |= one[place] ^ other[place];
  return difference === 0;
}

/** Says whether a value is a byte array. */
export function isBytes(value) {
  return value instanceof Uint8Array;
}

/** Writes bytes in hexadecimal. */
export function hex(bytes) {
  let text = "";
  for (const byte of bytes) text += HEX[byte];
  return text;
}

/** Reads pairs of hexadecimal digits with white space between pairs; null for anything else. */
export function fromHex(text) {
  const pairs = text.match(/[0-9A-Fa-f]{2}|[^ \t\n\r\v\f]/g) ?? [];
  if (pairs.some((pair) => pair.length !== 2 || !/^[0-9A-Fa-f]{2}$/.test(pair))) return null;
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

/** Writes bytes in base64url without padding. */
export function base64url(bytes) {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** Reads the one canonical base64url form of some bytes; null for anything else. */
export function fromBase64url(text) {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  const bytes = Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (char) => char.charCodeAt(0));
  return base64url(bytes) === text ? bytes : null;
}

/** Reads bytes as one number, most significant first. */
export function bigEndian(bytes) {
  return bytes.length === 0 ? 0n : BigInt(`0x${hex(bytes)}`);
}

/** Reads bytes as one number, least significant first. */
export function littleEndian(bytes) {
  return bigEndian(bytes.slice().reverse());
}

/** Hashes with SHA-256. */
export async function sha256(bytes) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
