"""A gunicorn worker that answers each request in a process of its own, which then ends.

Freed memory is not wiped, so a process that lives on may be read days later.  The worker takes no connection
itself: it keeps a few children waiting; each takes one connection, answers and is gone, and the kernel clears
its pages before anybody else has them.  While nobody waits, a child rehearses on a page that anybody may open:
whoever comes then does not wait for its memory to be copied.  The worker never holds a request
(docs/decisions/0011, 0014).
"""

from __future__ import annotations

import gc
import os
import select
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any, ClassVar, Final

from gunicorn.workers.sync import SyncWorker

# A child that takes longer ends, whatever it does.
SECONDS_FOR_A_REQUEST: Final = 60
# How often everybody looks whether their parent still lives.
SECONDS_BETWEEN_LOOKS: Final = 1.0


class ForgettingWorker(SyncWorker):
    """Keeps `threads` children, each waiting for a connection or answering one."""

    rehearse: ClassVar[Callable[[Any], None]] = staticmethod(lambda _application: None)
    prepare: ClassVar[Callable[[], None]] = staticmethod(lambda: None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin without children."""
        super().__init__(*args, **kwargs)
        self.children: set[int] = set()

    def run(self) -> None:
        """Keep children waiting until told to stop; then let those that answer finish."""
        signal.signal(signal.SIGCHLD, lambda *_: None)  # its wake-up byte is what we want
        for listener in self.sockets:
            listener.settimeout(0)
        while self.alive and self.is_parent_alive():
            self.notify()
            self.bury()
            while len(self.children) < self.cfg.threads:
                self.bear()
            self.sleep()
        self.dismiss()

    def sleep(self) -> None:
        """Wait for a child's end or a signal, a second at most."""
        ready, _, _ = select.select([self.PIPE[0]], [], [], SECONDS_BETWEEN_LOOKS)
        if ready:
            os.read(self.PIPE[0], 4096)

    def bear(self) -> None:
        """Fork a child that waits for one connection, with all prepared that depends on the day."""
        self.prepare()
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            try:
                serve_once(self, parent)
            finally:
                os._exit(0)
        self.children.add(pid)

    def bury(self, *, wait: bool = False) -> None:
        """Bury the children that ended; with `wait`, one after another until none is left."""
        while self.children:
            try:
                pid, _ = os.waitpid(-1, 0 if wait else os.WNOHANG)
            except ChildProcessError:
                self.children.clear()
                return
            if pid == 0:
                return
            self.children.discard(pid)

    def dismiss(self) -> None:
        """End the children that wait; one that answers does not listen, and is waited for."""
        for pid in self.children:
            os.kill(pid, signal.SIGTERM)
        self.bury(wait=True)


def serve_once(worker: ForgettingWorker, parent: int) -> None:
    """Rehearse unless somebody waits already, take one connection, and answer it."""
    gc.disable()  # the process ends before garbage could matter
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_IGN)  # a terminal sends these to all; the worker decides
    for number in (signal.SIGTERM, signal.SIGCHLD, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    if not waiting(worker, seconds=0):
        with suppress(Exception):  # a database that is away is told to whoever comes, not to nobody
            worker.rehearse(worker.wsgi)
    taken = next_connection(worker, parent)
    if taken is not None:
        listener, client = taken
        signal.alarm(SECONDS_FOR_A_REQUEST)
        SyncWorker.handle(worker, listener, client, client.getpeername())


def waiting(worker: ForgettingWorker, *, seconds: float) -> list[Any]:
    """List the listeners at which somebody waits."""
    return select.select(worker.sockets, [], [], seconds)[0]


def next_connection(worker: ForgettingWorker, parent: int) -> tuple[Any, socket.socket] | None:
    """Take the next connection that no other child has taken; nothing when the worker is gone."""
    while os.getppid() == parent:
        for listener in waiting(worker, seconds=SECONDS_BETWEEN_LOOKS):
            signal.signal(signal.SIGTERM, signal.SIG_IGN)  # what is taken is answered to its end
            try:
                client, _ = listener.accept()
            except (BlockingIOError, ConnectionAbortedError):
                signal.signal(signal.SIGTERM, signal.SIG_DFL)
                continue
            client.settimeout(None)
            return listener, client
    return None
