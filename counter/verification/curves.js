// The two curves, as far as a public key or a signature has to be judged without the device's own cryptography.

import { bigEndian, joined, littleEndian } from "./bytes.js";

const P256 = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const P256_B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn; // FIPS 186-5, P-256
const PRIME = 2n ** 255n - 19n;
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n; // RFC 8032, section 5.1
const D = modulo(-121665n * inverse(121666n));
const ROOT_OF_MINUS_ONE = power(2n, (PRIME - 1n) / 4n);
const BASE_Y = modulo(4n * inverse(5n));

/** Says whether 32 + 32 bytes are a point of P-256. */
export function isOnP256(x, y) {
  const [across, up] = [bigEndian(x), bigEndian(y)];
  if (across >= P256 || up >= P256) return false;
  return (up * up - across ** 3n + 3n * across - P256_B) % P256 === 0n;
}

/** Says whether 32 bytes are the canonical form of a point of edwards25519 that is not of small order. */
export function isUsableEdwards(bytes) {
  const y = littleEndian(bytes) & (2n ** 255n - 1n);
  if (y >= PRIME || [0n, 1n, PRIME - 1n].includes(y)) return false;
  if (modulo(D * y ** 4n + 2n * y * y - 1n) === 0n) return false; // a point of order eight
  return [0n, 1n].includes(power(squareOfX(y), (PRIME - 1n) / 2n));
}

/** Checks an Ed25519 signature (RFC 8032, section 5.1.7) where the device cannot. */
export async function fitsEdwards(publicBytes, signature, message) {
  const [r, s] = [signature.slice(0, 32), littleEndian(signature.slice(32))];
  const point = decoded(publicBytes);
  if (s >= ORDER || point === null) return false;
  const digest = await crypto.subtle.digest("SHA-512", joined(r, publicBytes, message));
  const factor = littleEndian(new Uint8Array(digest)) % ORDER;
  const [x, y, z, t] = point;
  const opposite = [modulo(-x), y, z, modulo(-t)];
  const sum = added(multiple(BASE, s), multiple(opposite, factor));
  return littleEndian(r) === encoded(sum);
}

/** Gives the remainder in 0 to PRIME - 1. */
function modulo(value) {
  const rest = value % PRIME;
  return rest < 0n ? rest + PRIME : rest;
}

/** Raises to a power. */
function power(value, exponent) {
  let [result, square] = [1n, modulo(value)];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % PRIME;
    square = (square * square) % PRIME;
  }
  return result;
}

/** Inverts by Fermat's little theorem. */
function inverse(value) {
  return power(value, PRIME - 2n);
}

/** Solves the curve's equation for the square of x. */
function squareOfX(y) {
  return modulo((y * y - 1n) * inverse(D * y * y + 1n));
}

/** Reads a point in extended coordinates (RFC 8032, section 5.1.3); null for none. */
function decoded(bytes) {
  const number = littleEndian(bytes);
  const y = number & (2n ** 255n - 1n);
  const square = squareOfX(y);
  let x = power(square, (PRIME + 3n) / 8n);
  if (modulo(x * x) !== square) x = modulo(x * ROOT_OF_MINUS_ONE);
  if (y >= PRIME || modulo(x * x) !== square) return null;
  if ((x & 1n) !== number >> 255n) x = modulo(-x);
  return [x, y, 1n, modulo(x * y)];
}

/** Writes a point as one number. */
function encoded([x, y, z]) {
  const unit = inverse(z);
  return modulo(y * unit) | ((modulo(x * unit) & 1n) << 255n);
}

/** Adds two points (RFC 8032, section 5.1.4). */
function added([x1, y1, z1, t1], [x2, y2, z2, t2]) {
  const a = modulo((y1 - x1) * (y2 - x2));
  const b = modulo((y1 + x1) * (y2 + x2));
  const c = modulo(2n * D * t1 * t2);
  const d = modulo(2n * z1 * z2);
  const [e, f, g, h] = [b - a, d - c, d + c, b + a];
  return [modulo(e * f), modulo(g * h), modulo(f * g), modulo(e * h)];
}

/** Multiplies a point by a number. */
function multiple(point, factor) {
  let [result, double] = [[0n, 1n, 1n, 0n], point];
  for (let rest = factor; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = added(result, double);
    double = added(double, double);
  }
  return result;
}

const BASE = baseOf(BASE_Y);

/** Finds the base point: the one of this y whose x is even. */
function baseOf(y) {
  const bytes = Uint8Array.from({ length: 32 }, (_, place) => Number((y >> BigInt(8 * place)) & 0xffn));
  return decoded(bytes);
}
