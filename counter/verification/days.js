// Days as a card and a person write them.

const DAY = 86_400; // seconds

/** Names the day in which an instant lies, in seconds since 1970: "YYYY-MM-DD". */
export function dayOf(seconds) {
  return new Date(Math.floor(seconds / DAY) * DAY * 1000).toISOString().slice(0, 10);
}

/** Says whether year, month and day name a day from the year 1 to 9999. */
export function isDay(year, month, day) {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= lengths[month - 1];
}
