"""Serves one door from a process of its own: a master that sees no request, and workers that forget by ending.

Freed memory is not wiped.  So a worker that has held a person's data ends after its answer, and the master
forks a fresh one from memory that never held any; docs/decisions/0011 says what this costs.

    python -m denizen_site.config.serving desk HOME 127.0.0.1:8001
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from denizen.errors import DenizenError
from denizen_site.config import boot
from denizen_site.config.doors import INNER_SOCKET, DoorName

TOUCHED = "denizen.touched"
SECONDS_FOR_A_REQUEST = 60
# What a request needs is loaded before the fork, so that a fresh worker answers at once.
LOADED_BEFORE = {
    DoorName.DESK: ("denizen_press.photo", "denizen_press.press", "denizen_site.config.desk_urls"),
    DoorName.PUBLIC: ("denizen_site.config.public_urls",),
    DoorName.INNER: ("denizen_site.config.inner_urls",),
}

WsgiApplication = Callable[[dict[str, Any], Any], Any]


class BareLogger(Logger):
    """Gunicorn's log without what a request held: no address, no path, no query, no message of a fault."""

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> None:
        """Log nothing of a request."""

    def exception(self, _msg: Any, *_args: Any, **_kwargs: Any) -> None:
        """Log that there was a fault, without its trace."""
        self.error("fault while answering")


class DoorServer(BaseApplication):
    """Gunicorn, told everything by us and nothing by files or environment."""

    def __init__(self, application: WsgiApplication, options: dict[str, Any]) -> None:
        """Keep what to serve and how."""
        self.application = application
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Take our options only."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> WsgiApplication:
        """Give the application, loaded before any worker is forked."""
        return self.application


def options_for(bind: str, *, workers: int) -> dict[str, Any]:
    """Choose how gunicorn runs a door."""
    return {
        "bind": bind,
        "workers": workers,
        "worker_class": "sync",
        "preload_app": True,
        "timeout": SECONDS_FOR_A_REQUEST,
        "graceful_timeout": 20,
        "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,  # noqa: S108
        "logger_class": BareLogger,
        "loglevel": "warning",
        "control_socket_disable": True,
        "umask": 0o077,
        "post_request": lambda worker, _request, environ, _response: end_if_touched(
            worker, environ
        ),
        "when_ready": announce,
        "limit_request_line": 4094,
        "backlog": 512,
        "proc_name": "denizen",
    }


def end_if_touched(worker: Any, environ: dict[str, Any]) -> None:
    """Let a worker that held a person's data end once its answer is sent."""
    if environ.get(TOUCHED):
        worker.alive = False


def announce(_server: Any) -> None:
    """Tell whoever started us that the door is open."""
    handle = os.environ.get("DENIZEN_READY_HANDLE")
    if handle is not None:
        os.write(int(handle), b"1")
        os.close(int(handle))


class CountMilliseconds:
    """Says in a header how long the server worked on an answer, for the desk's bench and its day page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and name the processor's and the clock's milliseconds (Server-Timing, W3C)."""
        started = time.perf_counter()
        response = self.get_response(request)
        took = (time.perf_counter() - started) * 1000
        response["Server-Timing"] = f"total;dur={took:.1f}"
        return response


def load_parts(door: DoorName) -> None:
    """Import what requests will need."""
    for name in LOADED_BEFORE[door]:
        import_module(name)
    if door is DoorName.DESK:
        import_module("denizen_site.custody.unlock").warm()
        import_module("denizen_site.issuance.warming").warm()
        import_module("denizen_press.press").share_parent()
        import_module("denizen_site.custody.bound_charter").bound_charter()
    if door is DoorName.PUBLIC:
        import_module("denizen_site.open_pages.city").city()


def share_press(_server: Any, _worker: Any) -> None:
    """Start the press's warm parent, or replace one that died; gunicorn calls it before each fork."""
    import_module("denizen_press.press").share_parent()


def serve(door: DoorName, home: Path, *, bind: str, workers: int) -> None:
    """Open one door and stay until told to stop; raises what `boot` raises."""
    variables = {
        name: value for name, value in os.environ.items() if name != "DENIZEN_READY_HANDLE"
    }
    boot.start_door(home, door, variables=variables)
    application = get_wsgi_application()
    load_parts(door)
    boot.close_connections()
    options = options_for(bind, workers=workers)
    if door is DoorName.DESK:
        options["pre_fork"] = share_press
    DoorServer(application, options).run()


def main(arguments: list[str]) -> int:
    """Serve the door that is named; exit codes as in DESIGN section 14."""
    try:
        name, home, bind, workers = arguments
        door = DoorName(name)
        count = int(workers)
    except ValueError:
        sys.stderr.write("usage: python -m denizen_site.config.serving DOOR HOME ADDRESS WORKERS\n")
        return 64
    try:
        serve(door, Path(home), bind=bind, workers=count)
    except DenizenError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return int(getattr(refusal, "exit_code", 70))
    return 0


def inner_address(home: Path) -> str:
    """Give the inner door's address as gunicorn writes it."""
    return f"unix:{home.absolute() / INNER_SOCKET}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
