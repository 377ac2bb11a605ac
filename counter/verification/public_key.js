// Public keys: P-256 (ES256) and Ed25519 (EdDSA), named by their thumbprint; a key's algorithm is the key's own.

import { base64url, fromBase64url, hex, isBytes, sha256 } from "./bytes.js";
import { CborMap, readCbor, sameness, writeMap } from "./cbor.js";
import { fitsEdwards, isOnP256, isUsableEdwards } from "./curves.js";
import { KEY_BYTES } from "./limits.js";
import { malformed } from "./refusal.js";

const LAYER = "key";
export const ES256 = -7n;
export const EDDSA = -8n;
const KINDS = [
  { algorithm: ES256, name: "ES256", type: 2n, curve: 1n, kty: "EC", crv: "P-256" },
  { algorithm: EDDSA, name: "EdDSA", type: 1n, curve: 6n, kty: "OKP", crv: "Ed25519" },
];

/** One public key that was checked. */
export class PublicKey {
  constructor(kind, { x, y, keyId }) {
    this.kind = kind;
    this.algorithm = kind.algorithm;
    this.x = x;
    this.y = y;
    this.keyId = keyId;
    this.loaded = null;
  }

  /** Says whether 64 bytes are this key's signature over a message. */
  async fits(signature, message) {
    this.loaded ??= load(this);
    return (await this.loaded)(signature, message);
  }

  /** Writes the COSE_Key with its algorithm, in its one form. */
  toCose() {
    return writeMap([...required(this.kind, this), [3n, this.algorithm]]);
  }

  /** Writes the public JWK. */
  toJwk() {
    const { kty, crv, name } = this.kind;
    const point = { kty, crv, x: base64url(this.x), ...(this.y && { y: base64url(this.y) }) };
    return { ...point, alg: name, use: "sig", kid: base64url(this.keyId) };
  }
}

/** Lists the members that a thumbprint is made of (RFC 9679, section 4). */
function required(kind, { x, y }) {
  const members = [[1n, kind.type], [-1n, kind.curve], [-2n, x]];
  return y ? [...members, [-3n, y]] : members;
}

/** Makes the function that checks this key's signatures: by the device, or by hand where it has no Ed25519. */
async function load(key) {
  if (key.algorithm === ES256) return loadInto(key, { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" });
  try {
    return await loadInto(key, { name: "Ed25519" });
  } catch {
    return (signature, message) => fitsEdwards(key.x, signature, message);
  }
}

/** Loads a key into the device's cryptography. */
async function loadInto(key, algorithm) {
  const raw = key.y ? Uint8Array.of(4, ...key.x, ...key.y) : key.x;
  const loaded = await crypto.subtle.importKey("raw", raw, algorithm, false, ["verify"]);
  return (signature, message) => crypto.subtle.verify(algorithm, loaded, signature, message);
}

/** Reads a COSE_Key (RFC 9052, section 7). */
export async function keyFromCose(data) {
  const members = readCbor(data, { most: KEY_BYTES, layer: LAYER });
  if (!(members instanceof CborMap) || members.has(-4n) || members.has(4n)) throw malformed("key.shape", LAYER);
  const kind = KINDS.find(({ type, curve }) => isSame(members.get(1n), type) && isSame(members.get(-1n), curve));
  const algorithm = members.get(3n);
  if (kind && algorithm !== null && !isSame(algorithm, kind.algorithm)) throw malformed("key.algorithm", LAYER);
  return checked(kind, members.get(-2n), members.get(-3n));
}

/** Reads a public JWK (RFC 7517). */
export async function keyFromJwk(jwk) {
  if (typeof jwk !== "object" || jwk === null || "d" in jwk || (jwk.use ?? "sig") !== "sig") throw malformed("key.shape", LAYER);
  const kind = KINDS.find(({ kty, crv }) => jwk.kty === kty && jwk.crv === crv);
  if (kind && (jwk.alg ?? kind.name) !== kind.name) throw malformed("key.algorithm", LAYER);
  const [x, y] = [jwk.x, jwk.y].map((text) => (typeof text === "string" ? fromBase64url(text) : null));
  return checked(kind, x, y);
}

/** Says whether two values are one number. */
function isSame(one, other) {
  return sameness(one) === sameness(other);
}

/** Checks coordinates, and names the key by its thumbprint. */
async function checked(kind, x, y) {
  if (!kind) throw malformed("key.curve", LAYER);
  const wanted = kind.algorithm === ES256 ? [x, y] : [x];
  if (!wanted.every(isBytes) || (wanted.length === 1 && y !== null)) throw malformed("key.shape", LAYER);
  if (wanted.some((each) => each.length !== 32)) throw malformed("key.length", LAYER);
  const usable = kind.algorithm === ES256 ? isOnP256(x, y) : isUsableEdwards(x);
  if (!usable) throw malformed("key.point", LAYER);
  const thumbprint = await sha256(writeMap(required(kind, { x, y })));
  return new PublicKey(kind, { x, y, keyId: thumbprint.slice(0, 8) });
}

/** Names a key id for a lookup. */
export function keyName(keyId) {
  return keyId === null ? "" : hex(keyId);
}
