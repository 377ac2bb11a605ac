"""The verdict vectors in Chromium, under the counter's own policy: a page and a worker answer as the library does."""

from __future__ import annotations

import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SERVED = ("/counter/verification/", "/docs/spec/vectors/", "/tests/counter/")
POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'"


class Files(SimpleHTTPRequestHandler):
    """Serves what the page needs and no more, under the policy of a counter."""

    def send_head(self):
        if not self.path.startswith(SERVED):
            return self.send_error(404)
        return super().send_head()

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture(scope="module")
def address():
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=str(ROOT)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/tests/counter/vectors_page.html"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("where", ["runHere", "runInWorker"])
def test_chromium_gives_every_verdict(window, address, where):
    vectors = json.loads((ROOT / "docs/spec/vectors/verdicts.json").read_text("utf-8"))
    page = window()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    page.wait_for_selector("[data-ready]", state="attached")  # a function would need eval
    found = page.evaluate(f"{where}()")
    assert found["differences"] == []
    assert found["run"] == len(vectors["cards"]) + len(vectors["typed"])
    assert [each for each in said if "favicon" not in each and "404" not in each] == []
