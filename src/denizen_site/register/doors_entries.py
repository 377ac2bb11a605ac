"""What the doors send, log and write, whatever page is asked for: headers, cookies, log fields, files."""

from __future__ import annotations

from denizen_site.register.entry import PROGRAMME, Entry, cookie, file, header, log_field

DOORS_ENTRIES: tuple[Entry, ...] = (
    *log_field("levelname", purpose="how grave it is"),
    *log_field("name", purpose="which part of the software speaks; never the message itself"),
    *header("Content-Type", purpose="what the answer is"),
    *header("Content-Length", purpose="how long the answer is"),
    *header("Content-Language", purpose="the language of the page"),
    *header("Location", purpose="where to go on"),
    *header("Allow", purpose="which methods a page takes"),
    *header("Vary", purpose="what the answer depends on"),
    *header("Cache-Control", purpose="that no browser and no proxy keeps a page"),
    *header("Expires", purpose="the same, for old software"),
    *header("Content-Security-Policy", purpose="that a page runs our own files only"),
    *header("X-Frame-Options", purpose="that no other site shows our pages inside its own"),
    *header("X-Content-Type-Options", purpose="that a browser guesses no type"),
    *header("Referrer-Policy", purpose="that no other site learns which page was open"),
    *header("Cross-Origin-Opener-Policy", purpose="that no other site reaches our windows"),
    *header("Cross-Origin-Resource-Policy", purpose="that no other site embeds our files"),
    *header("Permissions-Policy", purpose="which of the device's parts a page may use"),
    *header("Strict-Transport-Security", purpose="that browsers come back encrypted only"),
    *header("Retry-After", purpose="when to ask again"),
    *header("Server-Timing", purpose="how many milliseconds the answer took"),
    *header(
        "Access-Control-Allow-Origin", purpose="that any counter may fetch the published files"
    ),
    *header("Content-Disposition", purpose="that a file is saved or shown; never a person's name"),
    *header("Content-Encoding", purpose="how a static file is packed"),
    *header("Last-Modified", purpose="when a static file was made; on no page"),
    *header("ETag", purpose="which version of a static file this is; on no page"),
    *header("Accept-Ranges", purpose="that a static file may be fetched in parts"),
    *cookie(
        "__Host-csrf",
        life="until the browser closes",
        purpose="at the desk: that a form comes from our own page; random",
    ),
    *file(
        "home",
        "denizen.sqlite3*",
        life=PROGRAMME,
        purpose="the tables of this register, and what SQLite keeps beside them while it writes",
    ),
    *file("home", "published.sqlite3*", life=PROGRAMME, purpose="the published tables"),
    *file("home", "desk.secret", life=PROGRAMME, purpose="seals what staff's sessions carry"),
    *file("home", "inner.sock", life="while the site runs", purpose="a socket, not a file"),
    *file("home", "demonstration-secret", life=PROGRAMME, purpose="seals a demonstration's keys"),
    *file("public", "trust.cose", life="until the next list", purpose="the trust list"),
    *file("public", "keys.json", life="until the next list", purpose="the public keys for wallets"),
    *file("public", "city.json", life="until the next list", purpose="services and their words"),
    *file("public", "status.cwt", life="until the next list", purpose="the status list"),
    *file("public", "status.jwt", life="until the next list", purpose="the same for wallets"),
    *file("home", "root.pub", life=PROGRAMME, purpose="the public half of the root"),
)
