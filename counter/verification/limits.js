// Every size limit of a card and of the two lists, checked before parsing; the library's limits, with their units.

export const QR_TEXT_CHARACTERS = 4096;
export const INFLATED_BYTES = 8192;
export const CBOR_DEPTH = 8; // levels
export const CBOR_BYTES = 1 << 20; // any item whose caller sets no other limit
export const COSE_BYTES = 16 << 20; // a message other than a card or a list
export const KEY_BYTES = 4096;
export const SIGNATURE_BYTES = 64;
export const PORTRAIT_BYTES = 4096;
export const TEXT_CHARACTERS = 200;
export const SEALED_BYTES = 16;
export const SEALED_FIELDS = 16;
export const STATUS_INDEX_BELOW = 2n ** 40n;

export const TRUST_BYTES = 2_000_000;
export const ISSUERS = 2_000;
export const KEYS_PER_ISSUER = 64;
export const HANDOVERS = 8;
export const HANDOVER_BYTES = 1_024;
export const URL_CHARACTERS = 200;
export const NAME_CHARACTERS = 200;
export const LATEST_INSTANT = 253_402_300_799n; // seconds; the last second of the year 9999
export const HIGHEST_VERSION = 2n ** 32n - 1n;

export const STATUS_BYTES = 17_000_000;
export const STATUS_LIST_BYTES = 12_500_000; // 100,000,000 cards
export const LONGEST_TTL = 366n * 86_400n; // seconds

export const CLOCK_ALLOWANCE = 600; // seconds
export const FIRST_DAY_EARLIEST = 14 * 3600; // seconds before 00:00 UTC of a card's first day
export const FIRST_DAY_LATEST = 36 * 3600; // seconds after it
