"""Chromium before the counter's own modules, served from this checkout to this machine alone."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar, Final

from playwright.sync_api import Page, sync_playwright

from denizen.errors import InputError

ROOT: Final = Path(__file__).resolve().parents[3]
PAGE: Final = (
    b"<!doctype html><title>bench</title><video muted playsinline></video>"
    b'<script src="/jsQR.js"></script><script type="module" src="/counter_page.js"></script>'
)
TYPES: Final = {
    ".js": "text/javascript",
    ".wasm": "application/wasm",
    ".html": "text/html",
    ".jpg": "image/jpeg",
}
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-dev-shm-usage",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)
OWN_BUILD: Final = ("--headless=shell", "--no-zygote", "--single-process")


class _Files(BaseHTTPRequestHandler):
    """Serves the counter, its parts, jsQR and the frames of one run."""

    frames: ClassVar[Sequence[bytes]] = ()

    def do_GET(self) -> None:
        """Answer with one file."""
        data = self._data()
        self.send_response(404 if data is None else 200)
        self.send_header("Content-Type", TYPES.get(Path(self.path).suffix, "text/html"))
        self.end_headers()
        self.wfile.write(data or b"")

    def _data(self) -> bytes | None:
        """Find what an address stands for; None for everything else."""
        head, _, rest = self.path.lstrip("/").partition("/")
        if head == "frames" and rest.removesuffix(".jpg").isdecimal():
            return self.frames[int(rest.removesuffix(".jpg"))]
        files = {
            "page": ROOT / "counter" / "page" / rest,
            "verification": ROOT / "counter" / "verification" / rest,
            "parts": ROOT / "build" / "counter" / "parts" / rest,
            "jsQR.js": ROOT / "build" / "dev" / "jsQR.js",
            "counter_page.js": Path(__file__).with_name("counter_page.js"),
        }
        if head == "":
            return PAGE
        path = files.get(head)
        return path.read_bytes() if path is not None and path.is_file() else None

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@contextmanager
def serving(frames: Sequence[bytes]) -> Iterator[str]:
    """Serve the page and these frames; gives the address."""
    handler = type("_RunFiles", (_Files,), {"frames": frames})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def page_with(frames: Sequence[bytes], *, film: Path, slower: int = 1) -> Iterator[Page]:
    """Open the bare page in a Chromium whose camera plays a film and whose processor is so much slower."""
    with serving(frames) as address, sync_playwright() as driver:
        path = browser_path()
        own = () if path.startswith("/usr/") else OWN_BUILD
        arguments = [*FLAGS, *own, f"--use-file-for-fake-video-capture={film}"]
        browser = driver.chromium.launch(executable_path=path, args=arguments)
        try:
            page = browser.new_context(permissions=["camera"]).new_page()
            page.goto(address)
            page.wait_for_function("globalThis.ready")
            if slower > 1:
                session = page.context.new_cdp_session(page)
                session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
            yield page
        finally:
            browser.close()


def browser_path() -> str:
    """Find Debian's Chromium, or the one that set-up unpacked.  Raises `InputError`."""
    noted = ROOT / "build" / "dev" / "browser.path"
    found = shutil.which("chromium") or (noted.read_text().strip() if noted.is_file() else None)
    if found is None:
        raise InputError("bench.browser", "no Chromium", mend="Run `make dev`, or install one.")
    return found
