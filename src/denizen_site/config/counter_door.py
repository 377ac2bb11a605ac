"""Serves the counter: static files and the published lists, from a process that knows no database.

    python -m denizen_site.config.counter_door counter HOME 127.0.0.1:8003 4

`HOME/counter` holds the app (`denizen counter build`), `HOME/public` the lists, which change while we serve.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from email.utils import formatdate
from pathlib import Path
from typing import Any, Final

from whitenoise import WhiteNoise

from denizen_site.config.serving import DoorServer, WsgiApplication, options_for

LISTS: Final = {
    "/lists/trust.cose": "application/cose",
    "/lists/status.cwt": "application/statuslist+cwt",
}
LIST_SECONDS: Final = 900
KINDS: Final = {
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".js": "text/javascript",
}
CONTENT_POLICY: Final = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self';"
    " img-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self';"
    " form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
PERMISSIONS: Final = (
    "camera=(self), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()"
)
HEADERS: Final = {
    "Content-Security-Policy": CONTENT_POLICY,
    "Permissions-Policy": PERMISSIONS,
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
}


class CounterFiles:
    """A WSGI application: the lists as they are now, and the app's files with our headers."""

    def __init__(self, home: Path) -> None:
        """Look at the app's folder once; the lists are looked at when they are asked for."""
        self.public = home / "public"
        app = WhiteNoise(none_here, max_age=None, mimetypes=KINDS, add_headers_function=add_headers)
        app.index_file = "index.html"
        app.allow_all_origins = False
        app.add_files(str(home / "counter"))
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        path = environ.get("PATH_INFO", "")
        if path in LISTS and environ["REQUEST_METHOD"] in {"GET", "HEAD"}:
            return self.give_list(path, start_response)
        answer: Iterable[bytes] = self.app(environ, start_response)
        return answer

    def give_list(self, path: str, start_response: Any) -> Iterable[bytes]:
        """Give one list whole, to be kept for a quarter of an hour by whoever stands between."""
        try:
            content = (self.public / path.rpartition("/")[2]).read_bytes()
        except OSError:
            return none_here({}, start_response)
        headers = HEADERS | {
            "Content-Type": LISTS[path],
            "Content-Length": str(len(content)),
            "Cache-Control": f"public, max-age={LIST_SECONDS}",
            "Access-Control-Allow-Origin": "*",
            "Date": formatdate(usegmt=True),
        }
        del headers["Cross-Origin-Resource-Policy"]
        start_response("200 OK", list(headers.items()))
        return [content]


def add_headers(headers: Any, *_path_and_url: str) -> None:
    """Put our headers on an answer of the app's files."""
    for name, value in HEADERS.items():
        headers[name] = value


def none_here(_environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer that there is no such file."""
    start_response(
        "404 Not Found", [("Content-Type", "text/plain; charset=utf-8"), *HEADERS.items()]
    )
    return [b"There is no such file here.\n"]


def serve(home: Path, *, bind: str, at_once: int) -> None:
    """Open the door and stay until told to stop."""
    application: WsgiApplication = CounterFiles(home)
    options = options_for(bind, at_once=at_once)
    del options["post_request"]  # there is no database to let go of
    DoorServer(application, options).run()


def main(arguments: list[str]) -> int:
    """Serve; exit codes as in DESIGN section 14."""
    try:
        _name, home, bind, at_once = arguments
        count = int(at_once)
    except ValueError:
        sys.stderr.write(
            "usage: python -m denizen_site.config.counter_door counter HOME ADDRESS AT_ONCE\n"
        )
        return 64
    serve(Path(home), bind=bind, at_once=count)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
