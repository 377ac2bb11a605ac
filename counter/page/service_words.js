// A service's name in the page's language, where the city's charter has it, and else the city's own.

import { spoken } from "./words.js";

/** Names a service. */
export function serviceWords(service) {
  return service.label_in?.[spoken()] ?? service.label;
}

/** Says in which language a service's name is, where it is not the page's. */
export function serviceLanguage(service) {
  return spoken() === "en" || service.label_in?.[spoken()] ? null : "en";
}
