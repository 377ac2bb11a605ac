"""What the room `custody` keeps: the programme and its keys."""

from __future__ import annotations

from denizen_site.register.entry import PROGRAMME, Entry, file, table

CUSTODY_ENTRIES: tuple[Entry, ...] = (
    *table(
        "custody_programme",
        PROGRAMME,
        id="there is one row",
        tag="tells this programme's unfinished folders from another's; random",
        mode="demonstration or live",
        charter_id="which charter the programme follows",
        issuer="the issuer's public address",
        name="the issuer's name for people",
        time_zone="where the city's day begins",
        longest_years="the charter's longest validity, for the life of keys",
        status_list_size="how many cards the list has room for",
        live_since="the day of the launch",
        root_cose="the public half of the root, so that no other root signs by mistake",
        next_root_cose="the public half of the root that is announced to follow",
        trust_version="the last signed trust list; only goes up",
        trust_expires="when that list must be signed anew",
        trust_digest="what that list says, to see whether anything changed",
        trust_list="that list itself, public",
    ),
    *table(
        "custody_issuerkey",
        "until nothing that the key signed can be shown any more",
        key_id="names the key; public",
        public_cose="the public half",
        purpose="signs cards, or lists",
        sealed_private="the private half, sealed; gone when burned",
        pkcs11_label="where the private half lies in a token; gone when burned",
        sign_from="published time of the key",
        sign_until="published time of the key",
        verify_until="published time of the key",
        compromised_since="published time of the key",
        burned_on="the day on which the private half was destroyed",
        announced="whether a signed trust list names the key",
    ),
    *file(
        "home",
        "root/*",
        life=PROGRAMME,
        purpose="the root's private half, sealed; a live programme keeps it elsewhere",
    ),
)
