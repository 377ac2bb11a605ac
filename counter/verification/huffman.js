// The Huffman codes of RFC 1951, section 3.2.2, decoded bit by bit, so that a fault shows at the earliest bit.

const LONGEST = 15; // bits

/** Builds a code from its lengths; null when it is over-subscribed, or incomplete beyond what is allowed. */
export function codeFrom(lengths, { incomplete }) {
  const counts = new Uint16Array(LONGEST + 1);
  for (const length of lengths) counts[length] += 1;
  const used = lengths.length - counts[0];
  let left = 1;
  let longest = 0;
  for (let length = 1; length <= LONGEST; length += 1) {
    left = (left << 1) - counts[length];
    if (left < 0) return null;
    if (counts[length]) longest = length;
  }
  // One code of one bit may stand alone, and a code without symbols shows only when it is used.
  if (left > 0 && used > 0 && !(incomplete && longest === 1)) return null;
  return { counts, symbols: sorted(lengths, counts), gives: used === 0 || left > 0 ? 1 : LONGEST };
}

/** Sorts symbols by length, then by value. */
function sorted(lengths, counts) {
  const offsets = new Uint16Array(LONGEST + 2);
  for (let length = 1; length <= LONGEST; length += 1) offsets[length + 1] = offsets[length] + counts[length];
  const symbols = new Uint16Array(lengths.length);
  for (let symbol = 0; symbol < lengths.length; symbol += 1) {
    if (lengths[symbol]) symbols[offsets[lengths[symbol]]++] = symbol;
  }
  return symbols;
}

/** Reads one symbol; -1 for bits that stand for none. */
export function readSymbol(input, { counts, symbols, gives }) {
  let code = 0;
  let first = 0;
  let index = 0;
  for (let length = 1; length <= gives; length += 1) {
    code |= input.bit();
    const count = counts[length];
    if (code - count < first) return symbols[index + (code - first)];
    index += count;
    first = (first + count) << 1;
    code <<= 1;
  }
  return -1;
}
