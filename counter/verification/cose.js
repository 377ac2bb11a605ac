// COSE_Sign1 (RFC 9052, section 4.2): taken apart; its signature is looked at by `requireSignature` alone.

import { joined, isBytes, sameBytes, utf8 } from "./bytes.js";
import { CborMap, head, readCbor } from "./cbor.js";
import { COSE_BYTES, SIGNATURE_BYTES } from "./limits.js";
import { malformed, notGood } from "./refusal.js";

const LAYER = "cose";
const CONTEXT = joined(Uint8Array.of(0x84, 0x6a), utf8("Signature1"));
const NO_EXTERNAL_DATA = Uint8Array.of(0x40);
const [ALGORITHM, CRITICAL, KEY_ID, TYPE] = [1n, 2n, 4n, 16n];

/** Reads a message without checking its signature. */
export function readSign1(data, { most = COSE_BYTES } = {}) {
  if (data.length > most) throw malformed("cose.too_large", LAYER);
  const message = readCbor(withoutTags(data), { most, layer: LAYER });
  if (!Array.isArray(message) || message.length !== 4) throw malformed("cose.shape", LAYER);
  const [protectedBytes, unprotected, payload, signature] = message;
  if (![protectedBytes, payload, signature].every(isBytes)) throw malformed("cose.shape", LAYER);
  if (!(unprotected instanceof CborMap)) throw malformed("cose.shape", LAYER);
  const header = protectedHeader(protectedBytes);
  return {
    algorithm: header.get(ALGORITHM),
    keyId: keyId(header, unprotected),
    type: header.get(TYPE),
    payload,
    signature,
    toBeSigned: toBeSigned(protectedBytes, payload),
  };
}

/** Strips tag 18, and tag 61 around it. */
function withoutTags(data) {
  const inner = data[0] === 0xd8 && data[1] === 0x3d ? data.subarray(2) : data;
  if (inner[0] === 0xd2) return inner.subarray(1);
  if (inner[0] === 0x84) return inner;
  throw malformed("cose.tag", LAYER);
}

/** Reads the protected header; an empty string is an empty map. */
function protectedHeader(bytes) {
  if (bytes.length === 0) return new CborMap();
  const header = readCbor(bytes, { layer: LAYER });
  if (!(header instanceof CborMap)) throw malformed("cose.header", LAYER);
  if (header.has(CRITICAL)) throw malformed("cose.critical", LAYER);
  const [algorithm, type] = [header.get(ALGORITHM), header.get(TYPE)];
  if (!isWhole(algorithm) && algorithm !== null) throw malformed("cose.header", LAYER);
  if (!isWhole(type) && typeof type !== "string" && type !== null) throw malformed("cose.header", LAYER);
  return header;
}

/** Says whether a header's value counts as a number: `true` does, and fits no algorithm. */
function isWhole(value) {
  return typeof value === "bigint" || typeof value === "boolean";
}

/** Takes the key id from either header; two that differ are refused. */
function keyId(header, unprotected) {
  const inside = header.get(KEY_ID);
  const found = unprotected.has(KEY_ID) ? unprotected.get(KEY_ID) : inside;
  if (found !== null && !isBytes(found)) throw malformed("cose.key_id", LAYER);
  const same = inside === null || (found !== null && isBytes(inside) && sameBytes(inside, found));
  if (!same) throw malformed("cose.key_id", LAYER);
  return found;
}

/** Builds the bytes that are signed (RFC 9052, section 4.4) over those received. */
function toBeSigned(protectedBytes, payload) {
  const [first, second] = [protectedBytes, payload].map((part) => head(2, BigInt(part.length)));
  return joined(CONTEXT, first, protectedBytes, NO_EXTERNAL_DATA, second, payload);
}

/** Checks the signature by the key's own algorithm; a header that names another is refused by itself. */
export async function requireSignature(envelope, key, step) {
  if (envelope.algorithm !== key.algorithm) throw notGood("signature.algorithm", step);
  if (envelope.signature.length !== SIGNATURE_BYTES) throw notGood("signature.length", step);
  if (!(await key.fits(envelope.signature, envelope.toBeSigned))) throw notGood("signature.mismatch", step);
}
