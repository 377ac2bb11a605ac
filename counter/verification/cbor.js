// CBOR (RFC 8949) read strictly: definite lengths, no tags, no duplicate keys, few levels, nothing after the item.
// Integers are BigInt, byte strings Uint8Array, arrays Array; maps, floats and simple values have classes here.

import { CBOR_BYTES, CBOR_DEPTH } from "./limits.js";
import { malformed } from "./refusal.js";
import { joined, utf8 } from "./bytes.js";

const TEXT = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const ONE_FOR_ONE = new TextDecoder("latin1");
const SMALL = Array.from({ length: 24 }, (_, value) => BigInt(value));

/** The value "undefined", which is not null. */
export const UNDEFINED = Symbol("undefined");

/** A floating-point number; never an integer of ours, though equal to one as a key. */
export class Float {
  constructor(value) {
    this.value = value;
  }
}

/** A simple value without a meaning. */
export class Simple {
  constructor(number) {
    this.number = BigInt(number);
  }
}

/** A map whose keys may be of any type. */
export class CborMap {
  constructor() {
    this.pairs = new Map();
  }

  get size() {
    return this.pairs.size;
  }

  has(key) {
    return this.pairs.has(sameness(key));
  }

  /** Gives the value, or null where there is none. */
  get(key) {
    return this.pairs.get(sameness(key))?.[1] ?? null;
  }

  /** Adds a pair; says whether the key was new. */
  add(key, value) {
    const name = sameness(key);
    if (this.pairs.has(name)) return false;
    this.pairs.set(name, [key, value]);
    return true;
  }

  entries() {
    return [...this.pairs.values()];
  }
}

let unequal = 0;

/** Names a value so that two are one key exactly when their names are the same: 1, 1.0 and true are. */
export function sameness(value) {
  if (typeof value === "bigint") return `i${value}`;
  if (typeof value === "boolean") return value ? "i1" : "i0";
  if (typeof value === "string") return `t${value.length}:${value}`;
  if (value instanceof Uint8Array) return `b${value.length}:${ONE_FOR_ONE.decode(value)}`;
  if (value === null) return "z";
  if (value === UNDEFINED) return "u";
  if (Array.isArray(value)) return `a${value.length}[${value.map(sameness).join(",")}]`;
  if (value instanceof CborMap) return `m{${mapNames(value).sort().join(";")}}`;
  return numberName(value);
}

/** Names the pairs of a map that is itself a key. */
function mapNames(map) {
  return [...map.pairs].map(([name, [, value]]) => `${name}=${sameness(value)}`);
}

/** Names a float or a simple value; no "not a number" equals another. */
function numberName(value) {
  if (value instanceof Simple) return `i${value.number}`;
  if (Number.isNaN(value.value)) return `n${(unequal += 1)}`;
  return Number.isInteger(value.value) ? `i${BigInt(value.value)}` : `f${value.value}`;
}

/** Reads exactly one item; a refusal names `layer`. */
export function readCbor(data, { layer, most = CBOR_BYTES }) {
  if (data.length > most) throw malformed("cbor.too_large", layer);
  const reader = new Reader(data, layer);
  const item = reader.item(CBOR_DEPTH);
  if (reader.place !== data.length) throw malformed("cbor.trailing", layer);
  return item;
}

/** One pass over the bytes; `levels` is how many more containers with something in them may be entered. */
class Reader {
  constructor(data, layer) {
    this.data = data;
    this.view = new DataView(data.buffer, data.byteOffset, data.byteLength);
    this.layer = layer;
    this.place = 0;
  }

  refusal(name) {
    return malformed(`cbor.${name}`, this.layer);
  }

  take(count) {
    if (this.data.length - this.place < count) throw this.refusal("truncated");
    this.place += count;
    return this.place - count;
  }

  item(levels) {
    const first = this.data[this.take(1)];
    const major = first >> 5;
    if (major === 7) return this.simple(first & 31);
    const argument = this.argument(first & 31);
    if (major === 0) return argument;
    if (major === 1) return -1n - argument;
    if (major === 2) return this.octets(argument).slice();
    if (major === 3) return this.text(argument);
    return this.container(major, { count: Number(argument), levels });
  }

  /** Reads the argument of a head (RFC 8949, section 3). */
  argument(short) {
    if (short < 24) return SMALL[short];
    if (short === 24) return BigInt(this.data[this.take(1)]);
    if (short === 25) return BigInt(this.view.getUint16(this.take(2)));
    if (short === 26) return BigInt(this.view.getUint32(this.take(4)));
    if (short === 27) return this.view.getBigUint64(this.take(8));
    throw this.refusal(short === 31 ? "indefinite" : "malformed");
  }

  octets(length) {
    const start = this.take(Number(length));
    return this.data.subarray(start, this.place);
  }

  text(length) {
    const octets = this.octets(length);
    try {
      return TEXT.decode(octets);
    } catch {
      throw this.refusal("malformed");
    }
  }

  /** Reads an array, a map, or a tag, which is refused once what it stands before was read. */
  container(major, { count, levels }) {
    if ((major === 6 || count > 0) && levels === 0) throw this.refusal("too_deep");
    if (major === 4) return this.array(count, levels - 1);
    if (major === 5) return this.map(count, levels - 1);
    this.item(levels - 1);
    throw this.refusal("tag");
  }

  array(count, levels) {
    const items = [];
    for (let done = 0; done < count; done += 1) items.push(this.item(levels));
    return items;
  }

  map(count, levels) {
    const found = new CborMap();
    for (let done = 0; done < count; done += 1) {
      const key = this.item(levels);
      if (!found.add(key, this.item(levels))) throw this.refusal("duplicate_key");
    }
    return found;
  }

  /** Reads a simple value or a float (RFC 8949, section 3.3). */
  simple(short) {
    if (short < 20) return new Simple(short);
    if (short < 24) return [false, true, null, UNDEFINED][short - 20];
    if (short === 25) return new Float(half(this.view.getUint16(this.take(2))));
    if (short === 26) return new Float(this.view.getFloat32(this.take(4)));
    if (short === 27) return new Float(this.view.getFloat64(this.take(8)));
    const number = short === 24 ? this.data[this.take(1)] : 0;
    if (number < 32) throw this.refusal("malformed");
    return new Simple(number);
  }
}

/** Reads a float of 16 bits (RFC 8949, appendix D). */
function half(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (fraction + 1024) * 2 ** (exponent - 25);
}

/** Writes the one deterministic form (RFC 8949, section 4.2.1) of an item that holds no float and no simple value. */
export function writeCbor(value) {
  if (typeof value === "bigint") return value >= 0n ? head(0, value) : head(1, -1n - value);
  if (typeof value === "boolean") return Uint8Array.of(value ? 0xf5 : 0xf4);
  if (value === null) return Uint8Array.of(0xf6);
  if (value instanceof Uint8Array) return joined(head(2, BigInt(value.length)), value);
  if (typeof value === "string") {
    const text = utf8(value);
    return joined(head(3, BigInt(text.length)), text);
  }
  if (Array.isArray(value)) return joined(head(4, BigInt(value.length)), ...value.map(writeCbor));
  return writeMap(value.entries());
}

/** Writes a map with its keys in the order of their bytes. */
export function writeMap(pairs) {
  const written = pairs.map(([key, value]) => [writeCbor(key), writeCbor(value)]);
  written.sort(([one], [other]) => byOctets(one, other));
  return joined(head(5, BigInt(written.length)), ...written.flat());
}

/** Compares two keys byte by byte. */
function byOctets(one, other) {
  const place = one.findIndex((byte, index) => byte !== other[index]);
  return place === -1 ? -1 : one[place] - (other[place] ?? -1);
}

/** Writes a head in the fewest bytes. */
export function head(major, argument) {
  const top = major << 5;
  if (argument < 24n) return Uint8Array.of(top | Number(argument));
  const size = argument < 0x100n ? 1 : argument < 0x10000n ? 2 : argument < 0x100000000n ? 4 : 8;
  const out = new Uint8Array(1 + size);
  out[0] = top | (23 + size.toString(2).length);
  for (let place = size, rest = argument; place > 0; place -= 1, rest >>= 8n) out[place] = Number(rest & 0xffn);
  return out;
}
