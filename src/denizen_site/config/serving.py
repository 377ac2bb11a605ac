"""Serves one door from a process of its own: a master and a worker that see no request, and a child for each.

    python -m denizen_site.config.serving desk HOME 127.0.0.1:8001 4

The last number says how many requests are answered at the same time.
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
from denizen_site.config.forgetting import SECONDS_FOR_A_REQUEST, ForgettingWorker
from denizen_site.config.warming import day_begins, load_parts, rehearsal

WsgiApplication = Callable[[dict[str, Any], Any], Any]


class BareLogger(Logger):
    """Gunicorn's log without what a request held: no address, no path, no query, no message of a fault."""

    def access(self, *_answer_and_request: Any) -> None:
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


def options_for(bind: str, *, at_once: int) -> dict[str, Any]:
    """Choose how gunicorn runs a door."""
    return {
        "bind": bind,
        "workers": 1,
        "threads": at_once,
        "worker_class": ForgettingWorker,
        "preload_app": True,
        "timeout": 2 * SECONDS_FOR_A_REQUEST,  # longer than the longest wait for a child to end
        "graceful_timeout": 20,
        "worker_tmp_dir": "/dev/shm" if Path("/dev/shm").is_dir() else None,  # noqa: S108
        "logger_class": BareLogger,
        "loglevel": "warning",
        "control_socket_disable": True,
        "umask": 0o077,
        "post_request": lambda _worker, _request, _environ, _answer: boot.close_connections(),
        "when_ready": announce,
        "limit_request_line": 4094,
        "backlog": 512,
        "proc_name": "denizen",
    }


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


def share_press(_server: Any, _worker: Any) -> None:
    """Start the press's warm parent, or replace one that died; gunicorn calls it before each fork."""
    import_module("denizen_site.issuance.warming").share_press()


def serve(door: DoorName, home: Path, *, bind: str, at_once: int) -> None:
    """Open one door and stay until told to stop; raises what `boot` raises."""
    variables = {
        name: value for name, value in os.environ.items() if name != "DENIZEN_READY_HANDLE"
    }
    boot.start_door(home, door, variables=variables)
    application = get_wsgi_application()
    load_parts(door, application)
    ForgettingWorker.rehearse = staticmethod(rehearsal(door))
    options = options_for(bind, at_once=at_once)
    if door is DoorName.DESK:
        options["pre_fork"] = share_press
        ForgettingWorker.prepare = staticmethod(day_begins)
    DoorServer(application, options).run()


def main(arguments: list[str]) -> int:
    """Serve the door that is named; exit codes as in DESIGN section 14."""
    try:
        name, home, bind, at_once = arguments
        door = DoorName(name)
        count = int(at_once)
    except ValueError:
        sys.stderr.write("usage: python -m denizen_site.config.serving DOOR HOME ADDRESS AT_ONCE\n")
        return 64
    try:
        serve(door, Path(home), bind=bind, at_once=count)
    except DenizenError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return int(getattr(refusal, "exit_code", 70))
    return 0


def inner_address(home: Path) -> str:
    """Give the inner door's address as gunicorn writes it."""
    return f"unix:{home.absolute() / INNER_SOCKET}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
