// The self-test of the device's own cryptography: a signature that must hold, and the same one spoilt.
// RFC 6979, appendix A.2.5: P-256 with SHA-256, message "sample".

const KEY = {
  kty: "EC",
  crv: "P-256",
  x: "YP7UuiVanTHJYet0xjVtaMBJuJI7Yfps5mliLmDyn7Y",
  y: "eQP-EAi4vJmkGunpVii8ZPLxsgwtfp9Rd6PClNRGIpk",
};
const SIGNATURE = "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8";
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

/** Says whether this device checks signatures and draws in a worker; fails with a code otherwise. */
export async function checkSignatures() {
  if (!globalThis.crypto?.subtle) throw coded("device.insecure");
  if (typeof OffscreenCanvas === "undefined") throw coded("device.too_old");
  const key = await crypto.subtle.importKey("jwk", KEY, ALGORITHM, false, ["verify"]);
  const signature = Uint8Array.from(SIGNATURE.match(/../g), (pair) => Number.parseInt(pair, 16));
  const message = new TextEncoder().encode("sample");
  const holds = await crypto.subtle.verify(ALGORITHM, key, signature, message);
  signature[40] ^= 1;
  const spoilt = await crypto.subtle.verify(ALGORITHM, key, signature, message);
  if (!holds || spoilt) throw coded("device.too_old");
  return true;
}

/** An error with one of our codes. */
function coded(code) {
  return Object.assign(new Error(code), { code });
}
