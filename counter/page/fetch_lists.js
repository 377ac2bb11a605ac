// Fetching the city's lists: whole, from fixed addresses, on a timer and by hand; never because of a card.

const MOST_BYTES = 17_000_000;
const SECONDS = 30;

/** Fetches the trust list and every status list of a set-up; what could not be fetched is null. */
export async function fetchLists(setup, { base, byHand = false } = {}) {
  const trust = await firstOf(setup.trust, { base, byHand });
  const status = await Promise.all(setup.status.map((each) => firstOf(each.from, { base, byHand })));
  const answers = [trust, ...status].filter((each) => each !== null);
  return {
    trust: trust?.bytes ?? null,
    status: status.map((each) => each?.bytes ?? null),
    reached: answers.length > 0,
    complete: answers.length === status.length + 1,
    serverTime: answers[0]?.serverTime ?? null,
  };
}

/** Asks each address in turn until one answers. */
async function firstOf(addresses, options) {
  for (const address of addresses) {
    const found = await fetched(new URL(address, options.base), options.byHand);
    if (found !== null) return found;
  }
  return null;
}

/** Fetches one file, or gives null; nothing of this page or its user is told. */
async function fetched(address, byHand) {
  try {
    const answer = await fetch(address, {
      cache: byHand ? "reload" : "no-cache",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(SECONDS * 1000),
    });
    if (!answer.ok) return null;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const date = Date.parse(answer.headers.get("Date") ?? "");
    return bytes.length > MOST_BYTES ? null : { bytes, serverTime: Number.isNaN(date) ? null : date };
  } catch {
    return null;
  }
}
