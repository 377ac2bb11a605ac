"""A gunicorn worker that answers each request in a process of its own, which then ends.

Freed memory is not wiped, so a process that lives on may be read days later.  The worker takes a connection and
forks before a byte of it is read; the child reads, answers and is gone, and the kernel clears its pages before
anybody else has them.  The worker itself never holds a request (docs/decisions/0011).
"""

from __future__ import annotations

import gc
import os
import signal
from typing import Any, Final

from gunicorn.workers.sync import SyncWorker

# A child that takes longer ends, whatever it does.
SECONDS_FOR_A_REQUEST: Final = 60


class ForgettingWorker(SyncWorker):
    """Takes connections and leaves them to children, at most `threads` of them at a time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Begin without children."""
        super().__init__(*args, **kwargs)
        self.children: set[int] = set()

    def handle(self, *connection: Any) -> None:
        """Leave a connection (gunicorn's listener, client and address) to a child."""
        listener, client, _ = connection
        self.bury(wait_for_one=len(self.children) >= self.cfg.threads)
        pid = os.fork()
        if pid == 0:
            answer_and_end(self, listener, client=client)
        self.children.add(pid)
        client.close()

    def notify(self) -> None:
        """Tell gunicorn that we live, and bury children that ended."""
        super().notify()
        self.bury()

    def run(self) -> None:
        """Take connections until told to stop; then let every child finish."""
        super().run()
        while self.children:
            self.bury(wait_for_one=True)

    def bury(self, *, wait_for_one: bool = False) -> None:
        """Bury the children that ended, after waiting until at least one has if asked."""
        flags = 0 if wait_for_one else os.WNOHANG
        while self.children:
            try:
                pid, _ = os.waitpid(-1, flags)
            except ChildProcessError:
                self.children.clear()
                return
            if pid == 0:
                return
            self.children.discard(pid)
            flags = os.WNOHANG


def answer_and_end(worker: ForgettingWorker, listener: Any, *, client: Any) -> None:
    """Answer one request and end this process at once, without the clearing up that its parent will do."""
    gc.disable()  # the process ends before garbage could matter
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # the request is answered to its end
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(SECONDS_FOR_A_REQUEST)
    try:
        address = client.getpeername()
        SyncWorker.handle(worker, listener, client, address)
    finally:
        os._exit(0)
