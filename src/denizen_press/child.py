"""Does a job in a process that is born for it and ends with it, so that nothing of the job stays in memory.

Freed memory is not wiped.  So the work on a name runs in a child of a *warm parent* that has loaded the
libraries and the fonts and never sees a job; when the child ends, the kernel clears its pages before anyone
else has them.  docs/decisions/0007 says what this costs.  What the caller itself holds, a form that a clerk
has just filled in, is the caller's to forget.

    parent = WarmParent("denizen_press.press_work", refusals=(InputError, PressError))
    answer = parent.run(job, seconds=30)
"""

from __future__ import annotations

import os
import select
import socket
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Final

from denizen.errors import DenizenError
from denizen_press.child_channel import (
    ANSWER,
    MOST_REHEARSED,
    REFUSAL,
    REHEARSAL,
    SECONDS,
    receive_exactly,
    receive_framed,
    refusal_from,
    send_framed,
)
from denizen_press.errors import PressError

START_SECONDS: Final = 60.0
"""How long a warm parent may take to load, on a machine that has much else to do."""

_KEPT: Final = ("PATH", "LD_LIBRARY_PATH", "DENIZEN_FONTS", "PYTHONHOME", "SYSTEMROOT")
_SETTINGS: Final = {
    # One thread each: a parent with a second thread could not be forked safely, and the cores belong to
    # other cards.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "RAYON_NUM_THREADS": "1",
    "PYTHONUTF8": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}


class WarmParent:
    """A warm parent for one work module: started when first needed, again if it dies, ended with us.

    Safe to use from several threads, and after a fork of the caller, whose copy starts a parent of its own,
    unless the caller shares its parent (`share`).
    """

    def __init__(self, work: str, *, refusals: Sequence[type[DenizenError]]) -> None:
        self._work = work
        self._refusals = tuple(refusals)
        self._lock = Lock()
        self._control: socket.socket | None = None
        self._pid = 0
        self._shared = False
        self._rehearsal = b""
        os.register_at_fork(after_in_child=self._forget)

    @property
    def pid(self) -> int | None:
        """The process id of the warm parent, if one runs."""
        return self._pid if self._control is not None else None

    def run(self, job: bytes, *, seconds: int) -> bytes:
        """Do one job in a child of its own and return the work's answer.

        Raises the work's own refusal, as the nearest class of `refusals`, and PressError: `press.time_limit`,
        `press.child_died` (a crash, or the memory limit), `press.child_failed` (a fault of ours).
        """
        started = time.monotonic()
        answer = self._asked(job, seconds)
        took = time.monotonic() - started
        if answer is None and took < seconds and self._has_no_parent():
            answer = self._asked(
                job, seconds
            )  # the parent took its children along: nobody is at fault
        if answer is None:
            raise _ended_early(too_slow=took >= seconds)
        return self._judged(*answer)

    def share(self, rehearsal: bytes = b"") -> None:
        """Start the parent now, and let later forks of the caller use it too; called again, replace a dead one.

        `rehearsal` is a job that is nobody's: each child does it while it waits, and throws the answer away.
        One too long for a message is not rehearsed.

        Each job's own socket still joins one caller to one child, and one message of the control socket is one
        job, so forks cannot read or mix each other's jobs.  The parent then lives until the last of them ends.
        A fork that finds the shared parent dead starts one of its own.
        """
        with self._lock:
            self._shared = True
            self._rehearsal = rehearsal if len(rehearsal) < MOST_REHEARSED else b""
            if self._control is not None and not _is_open(self._control):
                self._end()
            if self._control is None:
                self._control, self._pid = _start(self._work, self._rehearsal)

    def close(self) -> None:
        """Let go of the warm parent; it ends, at once or with the last fork that shares it."""
        with self._lock:
            self._end()
            self._shared = False

    def _asked(self, job: bytes, seconds: int) -> tuple[bytes, bytes] | None:
        """Have a child do the job; gives the kind of its answer and the answer, None if it ended without."""
        ours, theirs = socket.socketpair()
        with ours:
            with theirs:
                self._hand_over(theirs, seconds)
            ours.settimeout(seconds + START_SECONDS)
            try:
                send_framed(ours, job)
                return receive_exactly(ours, 1), receive_framed(ours)
            except (EOFError, OSError):
                return None

    def _has_no_parent(self) -> bool:
        """Say whether the parent died."""
        with self._lock:
            return self._control is None or not _is_open(self._control)

    def _hand_over(self, connection: socket.socket, seconds: int) -> None:
        """Pass a child's end of its socket to the child that waits; start a parent where none lives."""
        message, handles = SECONDS.pack(seconds), [connection.fileno()]
        with self._lock:
            for _ in range(2):  # a parent that died since the last job is replaced once
                try:
                    if self._control is None:
                        self._control, self._pid = _start(self._work, self._rehearsal)
                    socket.send_fds(self._control, [message], handles)
                except OSError:
                    self._end()
                else:
                    return
        raise _ended_early(too_slow=False)

    def _judged(self, kind: bytes, answer: bytes) -> bytes:
        """Return an answer; raises the refusal or the fault that came in its place."""
        if kind == ANSWER:
            return answer
        if kind == REFUSAL:
            raise refusal_from(answer, self._refusals)
        raise PressError(
            "press.child_failed",
            "the press stopped at a fault of ours",
            where=answer.decode("ascii", "replace"),
            mend="Nothing was printed; please report the place.",
        )

    def _end(self) -> None:
        """Close the control socket, which ends the parent, and bury it."""
        if self._control is None:
            return
        self._control.close()
        self._control = None
        # buried by someone else, such as a handler of SIGCHLD, or started by whoever shares it with us
        with suppress(ChildProcessError):
            os.waitpid(self._pid, os.WNOHANG if self._shared else 0)

    def _forget(self) -> None:
        """Let go, in a forked copy of the caller, of a parent that the original does not share."""
        self._lock = Lock()
        if self._control is not None and not self._shared:
            self._control.close()
            self._control = None


def _start(work: str, rehearsal: bytes) -> tuple[socket.socket, int]:
    """Start a warm parent with a clean environment; returns its control socket and process id."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    command = [sys.executable, "-P", "-m", "denizen_press.child_server", work]
    with theirs:
        pid = os.posix_spawn(
            sys.executable,
            command,
            _environment(),
            file_actions=[
                (os.POSIX_SPAWN_DUP2, theirs.fileno(), 0),
                (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
            ],
        )
    ours.send(REHEARSAL + rehearsal)
    return ours, pid


def _is_open(control: socket.socket) -> bool:
    """Say whether the parent still holds its end."""
    watch = select.poll()
    watch.register(control, 0)  # the kernel reports a hang-up unasked
    return not watch.poll(0)


def _environment() -> dict[str, str]:
    """Give the warm parent what it needs to find its code and fonts, and nothing that we may have been told."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    if fonts := kept.get("DENIZEN_FONTS"):
        kept["DENIZEN_FONTS"] = str(Path(fonts).resolve())
    folders = [str(Path(folder).resolve()) for folder in sys.path if folder]
    return {**kept, **_SETTINGS, "PYTHONPATH": os.pathsep.join(folders)}


def _ended_early(*, too_slow: bool) -> PressError:
    """Say that a child ended without an answer."""
    if too_slow:
        return PressError(
            "press.time_limit",
            "the card took longer to print than the press allows",
            mend="Nothing was printed; try again when the machine has less to do.",
        )
    return PressError(
        "press.child_died",
        "the press ended before the card was printed",
        mend="Nothing was printed; try again, and report it if it happens twice.",
    )
