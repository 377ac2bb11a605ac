// What one counter is shown of a card that verified: only what its service may see (the charter's services.toml).

export const SEALABLE = Object.freeze(["name", "birth_date", "address"]);
const SEAL_NUMBERS = Object.freeze({ name: 1, birth_date: 3, address: 4 }); // docs/spec/mrc-qr-1.md
// Without a service nothing is shown that says who the holder is.
const WITHOUT_SERVICE = Object.freeze(["photo", "card_number", "expires"]);

/** Builds the plain fields, and for each field that can be sealed what is known of it. */
export function viewOf(claims, service) {
  const allowed = service ? service.may_see : WITHOUT_SERVICE;
  const all = {
    photo: claims.photo ?? null,
    name: claims.name ?? null,
    birth_date: claims.birthDate ?? null,
    card_number: claims.number,
    expires: claims.notAfter,
  };
  const shown = {};
  for (const name of allowed) if (all[name] !== undefined && all[name] !== null) shown[name] = all[name];
  const sealed = {};
  for (const name of SEALABLE) if (allowed.includes(name)) sealed[name] = stateOf(claims, name, all[name]);
  return { shown, sealed, needs: (service?.needs ?? []).filter((name) => sealed[name] === "not_checked") };
}

/** Says what is known of a field that nobody typed: in clear, sealed and not checked, or not bound. */
function stateOf(claims, name, clear) {
  if (clear !== null && clear !== undefined) return "in_clear";
  return claims.sealed?.has(SEAL_NUMBERS[name]) ? "not_checked" : "not_bound";
}

/** Writes a card number as it is printed. */
export function numberWords(number) {
  return number.replace(/-/g, "").match(/.{1,4}/g).join("-");
}
