// zlib streams (RFC 1950, RFC 1951), inflated under a limit.
//
// The browser's own DecompressionStream cannot say whether a stream is damaged, cut short or followed by other bytes,
// browsers differ in what they let pass, and output is lost with the first fault.  A verdict has to be the same
// everywhere, so the stream is read here.

import { INFLATED_BYTES } from "./limits.js";
import { codeFrom, readSymbol } from "./huffman.js";
import { malformed } from "./refusal.js";

const LAYER = "zlib";
const STALLED = Symbol("the input ends");
const FULL = Symbol("the output is full");
const DAMAGED = Symbol("the input is damaged");
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
const LENGTHS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCES = Array.from({ length: 30 }, (_, code) => (code < 2 ? code + 1 : 1 + (2 + (code & 1)) * 2 ** ((code >> 1) - 1)));
const DISTANCE_BITS = Array.from({ length: 30 }, (_, code) => (code < 2 ? 0 : (code >> 1) - 1));
const FIXED_LENGTHS = Uint8Array.from({ length: 288 }, (_, at) => (at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8));
const FIXED = {
  literals: codeFrom(FIXED_LENGTHS, { incomplete: false }),
  distances: codeFrom(new Uint8Array(32).fill(5), { incomplete: false }),
};

/** Inflates one whole stream of at most `most` bytes with nothing after it. */
export function inflate(data, most = INFLATED_BYTES) {
  const input = new Bits(data);
  const output = new Output(most + 1);
  const end = run(input, output);
  if (end === DAMAGED) throw malformed("qr.inflate.damaged", LAYER);
  if (output.length > most) throw malformed("qr.inflate.too_large", LAYER);
  if (end === STALLED) throw malformed("qr.inflate.unfinished", LAYER);
  if (input.place < data.length) throw malformed("qr.inflate.trailing", LAYER);
  return output.taken();
}

/** Reads the stream as far as it goes; gives what stopped it, or null at its end. */
function run(input, output) {
  try {
    readStream(input, output);
    return null;
  } catch (stop) {
    if (stop === STALLED || stop === FULL || stop === DAMAGED) return stop;
    throw stop;
  }
}

/** Bits of the input, least significant first. */
class Bits {
  constructor(data) {
    this.data = data;
    this.place = 0;
    this.held = 0;
    this.left = 0;
  }

  bit() {
    if (this.left === 0) {
      if (this.place === this.data.length) throw STALLED;
      this.held = this.data[this.place++];
      this.left = 8;
    }
    const bit = this.held & 1;
    this.held >>= 1;
    this.left -= 1;
    return bit;
  }

  bits(count) {
    let value = 0;
    for (let place = 0; place < count; place += 1) value |= this.bit() << place;
    return value;
  }

  /** Drops the rest of a byte and takes whole bytes. */
  bytes(count) {
    this.left = 0;
    if (this.data.length - this.place < count) throw STALLED;
    this.place += count;
    return this.data.subarray(this.place - count, this.place);
  }
}

/** The output, which never holds more than its capacity. */
class Output {
  constructor(capacity) {
    this.capacity = capacity;
    this.held = new Uint8Array(Math.min(capacity, 16_384));
    this.length = 0;
  }

  put(byte) {
    if (this.length === this.capacity) throw FULL;
    if (this.length === this.held.length) this.grow();
    this.held[this.length++] = byte;
  }

  /** Repeats what stands `distance` bytes back. */
  repeat(distance, count) {
    if (this.length === this.capacity) throw FULL;
    if (distance > this.length) throw DAMAGED;
    for (let done = 0; done < count; done += 1) this.put(this.held[this.length - distance]);
  }

  grow() {
    const larger = new Uint8Array(Math.min(this.capacity, this.held.length * 4));
    larger.set(this.held);
    this.held = larger;
  }

  taken() {
    return this.held.slice(0, this.length);
  }
}

/** Reads header, blocks and checksum (RFC 1950, section 2.2); a preset dictionary is refused. */
function readStream(input, output) {
  const [method, flags] = input.bytes(2);
  if (((method << 8) | flags) % 31 || (method & 15) !== 8 || method >> 4 > 7) throw DAMAGED;
  if (flags & 0x20) {
    input.bytes(4);
    throw DAMAGED;
  }
  for (let last = 0; !last; ) {
    last = input.bit();
    readBlock(input, output);
  }
  const [a, b, c, d] = input.bytes(4);
  if (adler32(output) !== ((a << 24) | (b << 16) | (c << 8) | d) >>> 0) throw DAMAGED;
}

/** Reads one block by its kind. */
function readBlock(input, output) {
  const kind = input.bits(2);
  if (kind === 0) readStored(input, output);
  else if (kind === 1) readCompressed(input, output, FIXED);
  else if (kind === 2) readCompressed(input, output, readCodes(input));
  else throw DAMAGED;
}

/** Copies a block that is not compressed. */
function readStored(input, output) {
  const [a, b, c, d] = input.bytes(4);
  const length = a | (b << 8);
  if (length !== ((c | (d << 8)) ^ 0xffff)) throw DAMAGED;
  for (let done = 0; done < length; done += 1) output.put(input.bytes(1)[0]);
}

/** Reads the codes of a dynamic block (RFC 1951, section 3.2.7). */
function readCodes(input) {
  const [literals, distances, count] = [input.bits(5) + 257, input.bits(5) + 1, input.bits(4) + 4];
  if (literals > 286 || distances > 30) throw DAMAGED;
  const shape = new Uint8Array(19);
  for (let place = 0; place < count; place += 1) shape[ORDER[place]] = input.bits(3);
  const lengths = readLengths(input, codeOrDamaged(shape, { incomplete: false }), literals + distances);
  if (lengths[256] === 0) throw DAMAGED;
  return {
    literals: codeOrDamaged(lengths.subarray(0, literals), { incomplete: true }),
    distances: codeOrDamaged(lengths.subarray(literals), { incomplete: true }),
  };
}

/** Builds a code or refuses. */
function codeOrDamaged(lengths, how) {
  const code = codeFrom(lengths, how);
  if (code === null) throw DAMAGED;
  return code;
}

/** Reads code lengths with their repetitions; a code without symbols gives zeros, as zlib has it. */
function readLengths(input, code, total) {
  const lengths = new Uint8Array(total);
  for (let place = 0; place < total; ) {
    const symbol = Math.max(0, readSymbol(input, code));
    if (symbol < 16) {
      lengths[place++] = symbol;
      continue;
    }
    // Which bits are asked for before what is refused decides between "cut short" and "damaged".
    const extra = input.bits(symbol === 16 ? 2 : symbol === 17 ? 3 : 7);
    if (symbol === 16 && place === 0) throw DAMAGED;
    const repeat = extra + (symbol === 18 ? 11 : 3);
    if (place + repeat > total) throw DAMAGED;
    lengths.fill(symbol === 16 ? lengths[place - 1] : 0, place, place + repeat);
    place += repeat;
  }
  return lengths;
}

/** Reads literals and repetitions to the end of the block (RFC 1951, section 3.2.5). */
function readCompressed(input, output, { literals, distances }) {
  for (;;) {
    const symbol = readSymbol(input, literals);
    if (symbol === 256) return;
    if (symbol === -1 || symbol > 285) throw DAMAGED;
    if (symbol < 256) {
      output.put(symbol);
      continue;
    }
    const count = LENGTHS[symbol - 257] + input.bits(LENGTH_BITS[symbol - 257]);
    const code = readSymbol(input, distances);
    if (code === -1 || code > 29) throw DAMAGED;
    output.repeat(DISTANCES[code] + input.bits(DISTANCE_BITS[code]), count);
  }
}

/** Sums the output (RFC 1950, section 9). */
function adler32({ held, length }) {
  let low = 1;
  let high = 0;
  for (let place = 0; place < length; ) {
    const end = Math.min(length, place + 3800); // sums of so many bytes stay below 2^32
    for (; place < end; place += 1) {
      low += held[place];
      high += low;
    }
    low %= 65_521;
    high %= 65_521;
  }
  return ((high << 16) | low) >>> 0;
}
