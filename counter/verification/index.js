// The counter's verifier: pure modules for browsers, workers and Node; no page, no network, no storage, no clock.
// docs/spec/verification.md says what it does, docs/spec/vectors.md how to hold another implementation to it.

export { openTrustList } from "./trust_list.js";
export { openStatusList } from "./status_list.js";
export { verify } from "./verify.js";
export { checkTyped } from "./sealed.js";
export { canonical, canonicalAddress, canonicalDate, plainLatin } from "./canonical.js";
export { InputRefusal, Refusal } from "./refusal.js";
export { STEPS } from "./steps.js";
export * as limits from "./limits.js";
