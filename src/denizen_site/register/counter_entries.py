"""What the counter's page keeps on the device of a service; of a card, nothing."""

from __future__ import annotations

from denizen_site.register.entry import PROGRAMME, Entry, Kind, file

FORGOTTEN = "until the city is forgotten at this counter, or the browser clears it"
REPLACED = "until a newer one is taken"


def kept(name: str, *, life: str, purpose: str) -> tuple[Entry, ...]:
    """Write down one key of the page's IndexedDB store."""
    return (Entry(Kind.CACHE_KEY, "a counter", f"denizen-counter:{name}", purpose, life),)


COUNTER_ENTRIES: tuple[Entry, ...] = (
    *kept("setup", life=FORGOTTEN, purpose="the city's set-up file as it was confirmed; public"),
    *kept(
        "settings",
        life=FORGOTTEN,
        purpose="language, look, camera, kiosk, the service, and the counter's own random mark",
    ),
    *kept("trust", life=REPLACED, purpose="the city's trust list; public"),
    *kept("status:", life=REPLACED, purpose="the city's status list, whole; public"),
    *kept(
        "seen",
        life=FORGOTTEN,
        purpose="the lowest version of the trust list that is still believed, and its root",
    ),
    Entry(
        Kind.CACHE_KEY,
        "a counter",
        "denizen-counter-app-",
        "the page's own files, so that it starts without a network; no list, no set-up, no card",
        "until a newer version has all its files",
    ),
    *file(
        "home",
        "counter/*",
        life=PROGRAMME,
        purpose="the counter's page and the city's set-up as the counter door gives them out",
    ),
)
