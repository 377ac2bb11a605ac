// The page's words in its three languages.  Every sentence is whole; only names, numbers and dates are put in.

export const LANGUAGES = Object.freeze({ en: "English", es: "Español", ar: "العربية" });
const RIGHT_TO_LEFT = new Set(["ar"]);
const HOUR = 3_600_000;

let words = {};
let language = "en";

/** Reads the words of a language and turns the page round where the language asks for it. */
export async function speak(wanted) {
  const chosen = wanted in LANGUAGES ? wanted : "en";
  const answer = await fetch(new URL(`../words/${chosen}.json`, import.meta.url));
  words = await answer.json();
  language = chosen;
  if (typeof document !== "undefined") turnPage(chosen);
}

/** Takes words that were read elsewhere (the embedded module, tests). */
export function speakWith(chosen, read) {
  words = read;
  language = chosen;
}

/** Sets the document's language and direction. */
function turnPage(chosen) {
  document.documentElement.lang = chosen;
  document.documentElement.dir = RIGHT_TO_LEFT.has(chosen) ? "rtl" : "ltr";
}

/** Gives the language in use. */
export function spoken() {
  return language;
}

/** Gives a sentence by its key, with what is put in: `{name}` in the sentence. */
export function t(key, values = {}) {
  const sentence = words[key];
  if (sentence === undefined) throw new Error(`words: ${language} has no ${key}`);
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

/** Says whether there is such a sentence. */
export function has(key) {
  return words[key] !== undefined;
}

/** Finds the words for a code: its own, or those for the longest beginning that ends in a dot. */
export function codeKey(code, kind) {
  const parts = code.split(".");
  if (has(`${kind}.${code}`)) return `${kind}.${code}`;
  for (let length = parts.length - 1; length > 0; length -= 1) {
    const key = `${kind}.${parts.slice(0, length).join(".")}.`;
    if (has(key)) return key;
  }
  return `${kind}.other`;
}

/** Chooses the browser's language where we have it. */
export function preferred(wanted = navigator.languages ?? []) {
  const known = wanted.map((tag) => tag.slice(0, 2)).find((tag) => tag in LANGUAGES);
  return known ?? "en";
}

/** The locale for numbers and dates: Latin digits, as the card prints them. */
function locale() {
  return `${language}-u-nu-latn-ca-gregory`;
}

/** Says how long ago something was, as people say it. */
export function ago(milliseconds) {
  const format = new Intl.RelativeTimeFormat(locale(), { numeric: "always" });
  const hours = milliseconds / HOUR;
  if (hours < 1) return t("age.under_hour");
  return hours < 48 ? format.format(-Math.round(hours), "hour") : format.format(-Math.round(hours / 24), "day");
}

/** Writes a day of the calendar, "2031-06-30", in words. */
export function dayWords(day) {
  const format = new Intl.DateTimeFormat(locale(), { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return format.format(new Date(`${day}T12:00:00Z`));
}

/** Writes an instant as the device's own day and hour. */
export function momentWords(instant) {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeStyle: "short" }).format(new Date(instant));
}
