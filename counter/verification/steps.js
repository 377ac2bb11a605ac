// The table of verification (docs/spec/verification.md): ten steps and the codes that each can end with.
// A code that ends in a dot stands for all that begin so.  A test holds this table to the library's.

export const STEPS = Object.freeze([
  { number: 0, name: "text", notGood: ["qr.base45."], cannotTell: [], good: [] },
  { number: 1, name: "inflate", notGood: ["qr.inflate."], cannotTell: [], good: [] },
  { number: 2, name: "envelope", notGood: ["cose.", "cbor."], cannotTell: [], good: [] },
  { number: 3, name: "claims", notGood: ["cwt.", "claim169.", "cbor."], cannotTell: [], good: [] },
  {
    number: 4,
    name: "trust list",
    notGood: [],
    cannotTell: [
      "trust.no_root", "trust.none", "trust.too_large", "trust.malformed", "trust.wrong_root", "trust.bad_signature",
      "trust.demonstration_at_live", "trust.live_at_demonstration", "trust.rolled_back", "trust.expired", "clock.behind",
    ],
    good: [],
  },
  {
    number: 5,
    name: "issuer and key",
    notGood: ["verification.key_unknown", "verification.key_wrong_purpose"],
    cannotTell: ["verification.issuer_unknown", "verification.key_perhaps_new"],
    good: [],
  },
  { number: 6, name: "signature", notGood: ["signature.algorithm", "signature.length", "signature.mismatch"], cannotTell: [], good: [] },
  {
    number: 7,
    name: "times",
    notGood: [
      "verification.not_yet_valid", "verification.expired", "verification.key_compromised",
      "verification.key_out_of_time", "verification.key_retired",
    ],
    cannotTell: [],
    good: [],
  },
  {
    number: 8,
    name: "status",
    notGood: ["verification.revoked"],
    cannotTell: [
      "status.none", "status.not_named", "status.too_large", "status.malformed", "status.wrong_signer",
      "status.wrong_purpose", "status.key_compromised", "status.key_out_of_time", "status.bad_signature",
      "status.other_list", "status.index_outside", "status.expired", "clock.behind",
    ],
    good: [],
  },
  {
    number: 9,
    name: "answer",
    notGood: [],
    cannotTell: ["verification.signed_before_compromise", "status.stale"],
    good: ["card.valid", "card.valid_as_of"],
  },
]);
