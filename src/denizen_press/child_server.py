"""The warm parent: loads a work module once, and forks one child for each job that it never reads.

Started by `denizen_press.child` as `python -m denizen_press.child_server MODULE`, as a clean interpreter: no
database connection, no key and no passphrase of the caller is in it.  MODULE offers `warm()`, which loads
what every job needs and starts no thread, and `work(job: bytes) -> bytes`, which runs in the child.
It ends when its caller ends, since the control socket (its standard input) then ends; children end with it.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import os
import resource
import signal
import socket
import sys
from typing import Final, NoReturn, Protocol, cast

from denizen.errors import DenizenError
from denizen_press.child_channel import (
    ANSWER,
    FAULT,
    REFUSAL,
    SECONDS,
    receive_framed,
    refusal_words,
    send_framed,
)

MEMORY_BYTES: Final = 3 * 2**30
"""Address space of a child: about a third is taken by the typesetter, the picture libraries and the fonts."""

_OPEN_FILES: Final = 128
_CONTROL: Final = 0
_PR_SET_PDEATHSIG: Final = 1  # linux/prctl.h
_PR_SET_DUMPABLE: Final = 4


class Work(Protocol):
    """What a work module offers."""

    def warm(self) -> None:
        """Load what every job needs; start no thread, since a fork would lose it."""

    def work(self, job: bytes) -> bytes:
        """Do one job; a `DenizenError` reaches the caller as it is."""


def main(module: str) -> None:
    """Load the work, then fork a child for every socket that arrives, until the caller goes away."""
    os.closerange(3, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    os.chdir("/")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the caller's to hear
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the children
    work = cast("Work", importlib.import_module(module))
    work.warm()
    gc.collect()
    gc.freeze()  # so that no collection in a child copies the pages that all share
    with socket.socket(fileno=_CONTROL) as control:
        while serve_next(control, work):
            pass


def serve_next(control: socket.socket, work: Work) -> bool:
    """Fork a child for the next job; says whether the caller is still there."""
    message, handles, _, _ = socket.recv_fds(control, SECONDS.size, 1)
    if not message or not handles:
        return False
    (seconds,) = SECONDS.unpack(message)
    parent = os.getpid()
    try:
        if os.fork() == 0:
            live(handles[0], work, seconds=seconds, parent=parent)
    except BlockingIOError:
        pass  # no process to be had: the caller sees its socket end
    finally:
        os.close(handles[0])
    return True


def live(handle: int, work: Work, *, seconds: int, parent: int) -> NoReturn:
    """Do the one job that this process lives for, within its limits, and end with its memory."""
    try:
        cut_ties(parent)
        limit(seconds)
        with socket.socket(fileno=handle) as connection:
            kind, answer = answer_to(receive_framed(connection), work)
            connection.sendall(kind)
            send_framed(connection, answer)
    finally:
        os._exit(0)  # never back into the parent's loop, whatever happened


def cut_ties(parent: int) -> None:
    """Cut every tie to the outside but the job's socket, and die with the parent."""
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        libc.prctl(_PR_SET_DUMPABLE, 0)  # no core file, and no other process may look inside
    if os.getppid() != parent:
        os._exit(1)  # the parent ended before the kernel was told
    nowhere = os.open(os.devnull, os.O_RDWR)
    # A library that stops in the middle of a name may quote it.
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def limit(seconds: int) -> None:
    """Bound time and memory, and forbid files: the child may read its fonts and write nothing."""
    signal.setitimer(signal.ITIMER_REAL, seconds)  # ends the process, whatever it is doing
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
    ):
        resource.setrlimit(kind, (most, most))


def answer_to(job: bytes, work: Work) -> tuple[bytes, bytes]:
    """Do the work and give the kind of the answer with it; no text of an unforeseen fault leaves."""
    try:
        return ANSWER, work.work(job)
    except DenizenError as error:
        return REFUSAL, refusal_words(error)
    except Exception as error:  # noqa: BLE001 - the last fence: its text could quote a name
        return FAULT, fault_words(error)


def fault_words(error: Exception) -> bytes:
    """Name an exception and the line that raised it."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    place = f"{frame.tb_frame.f_code.co_name}, line {frame.tb_lineno}" if frame else "unknown"
    return f"{type(error).__name__} in {place}".encode()


if __name__ == "__main__":
    main(sys.argv[1])
