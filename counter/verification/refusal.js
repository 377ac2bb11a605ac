// Every way in which the verifier refuses: a stable dotted code, and who or what it speaks of.
// No refusal carries a value of the card.

const STEP_OF_LAYER = { base45: 0, zlib: 1, cose: 2 };
const CLAIMS_STEP = 3;

/** A refusal of verification: its answer, its code and its step (docs/spec/verification.md). */
export class Refusal extends Error {
  constructor(answer, code, { step, where = null }) {
    super(code);
    this.name = "Refusal";
    this.answer = answer;
    this.code = code;
    this.step = step;
    this.where = where;
  }
}

/** A typed value that has no canonical form; `code` says why. */
export class InputRefusal extends Error {
  constructor(code) {
    super(code);
    this.name = "InputRefusal";
    this.code = code;
  }
}

/** Says that bytes are not what they claim to be; the layer decides the step. */
export function malformed(code, layer, offset = null) {
  const where = offset === null ? layer : `${layer}, offset ${offset}`;
  return new Refusal("not_good", code, { step: STEP_OF_LAYER[layer] ?? CLAIMS_STEP, where });
}

/** Says that the card is well formed and must not be believed. */
export function notGood(code, step) {
  return new Refusal("not_good", code, { step });
}

/** Says that the lists at hand do not suffice. */
export function cannotTell(code, step, where = null) {
  return new Refusal("cannot_tell", code, { step, where });
}
