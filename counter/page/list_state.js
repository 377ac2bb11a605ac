// How the city's lists stand at an instant: fresh, stale (amber), over, before their time, or not there.

const HOUR = 3_600_000;
const CLOCK_LEEWAY = 600_000; // milliseconds, as in docs/spec/trust-list.md

/** Says what state the city's lists are in: fresh, stale, over, clock or none; with age and code. */
export function listState(report, rule, at) {
  const { trust, status, trouble } = report;
  const own = status[0] ?? null;
  const code = trouble.trust ?? trouble.status[0] ?? null;
  if (trust === null || own === null) return { state: stateWithout(code), age: null, code: code ?? "status.none" };
  const age = Math.max(0, at - own.issued);
  if (at < Math.max(own.issued, trust.issued) - CLOCK_LEEWAY) return { state: "clock", age: null, code: "clock.behind" };
  if (at >= own.expires) return { state: "over", age, code: "status.expired" };
  if (at >= trust.expires) return { state: "over", age, code: "trust.expired" };
  if (age <= rule.fresh_hours * HOUR) return { state: "fresh", age, code };
  return rule.stale === "cannot_tell" ? { state: "over", age, code: "status.stale" } : { state: "stale", age, code };
}

/** Says why there is no list: the clock, its age, or that none came. */
function stateWithout(code) {
  if (code === "clock.behind") return "clock";
  return code?.endsWith(".expired") ? "over" : "none";
}
