"""The warm parent: loads a work module once, and keeps one child waiting for a job that it never reads itself.

Started by `denizen_press.child` as `python -m denizen_press.child_server MODULE`, as a clean interpreter: no
database connection, no key and no passphrase of the caller is in it.  MODULE offers `warm()`, which loads
what every job needs and starts no thread, and `work(job: bytes) -> bytes`, which runs in the child.
The first message of the control socket is a job that is nobody's: a child that waits rehearses it, so that the
job that it then takes finds all loaded (docs/decisions/0014).
It ends when its caller ends, since the control socket (its standard input) then ends; children end with it.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import os
import resource
import select
import signal
import socket
import sys
from typing import Final, NoReturn, Protocol, cast

from denizen.errors import DenizenError
from denizen_press.child_channel import (
    ANSWER,
    FAULT,
    MOST_REHEARSED,
    REFUSAL,
    REHEARSAL,
    SECONDS,
    receive_framed,
    refusal_words,
    send_framed,
)

MEMORY_BYTES: Final = 3 * 2**30
"""Address space of a child: about a third is taken by the typesetter, the picture libraries and the fonts."""

SECONDS_BEFORE_REHEARSAL: Final = 0.2
REHEARSAL_SECONDS: Final = 30
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
    """Load the work, then keep a child waiting for the next socket, until the caller goes away."""
    os.closerange(3, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    os.chdir("/")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the caller's to hear
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries the children
    work = cast("Work", importlib.import_module(module))
    work.warm()
    with socket.socket(fileno=_CONTROL) as control:
        rehearsal = control.recv(MOST_REHEARSED)[len(REHEARSAL) :]
        gc.collect()
        gc.freeze()  # so that no collection in a child copies the pages that all share
        gc.disable()  # a child ends before garbage could matter
        while is_open(control):
            taken = keep_one_waiting(control, work, rehearsal=rehearsal)
            rehearsal = (
                rehearsal if taken else b""
            )  # what a child may have died of is not rehearsed again


def is_open(control: socket.socket) -> bool:
    """Say whether the caller still holds its end."""
    watch = select.poll()
    watch.register(control, 0)  # the kernel reports a hang-up unasked
    return not watch.poll(0)


def keep_one_waiting(control: socket.socket, work: Work, *, rehearsal: bytes) -> bool:
    """Fork a child and wait until it has taken a job, or ended without; says which."""
    parent, (ours, theirs) = os.getpid(), os.pipe()
    try:
        child = os.fork()
    except BlockingIOError:  # no process to be had: the caller sees its socket end
        os.close(ours)
        os.close(theirs)
        return refuse_next(control)
    if child == 0:
        os.close(ours)
        live(control, work, taken=theirs, rehearsal=rehearsal, parent=parent)
    os.close(theirs)
    said = os.read(ours, 1)
    os.close(ours)
    return bool(said)


def refuse_next(control: socket.socket) -> bool:
    """Take the next job's socket, unread, and let it go."""
    _, handles, _, _ = socket.recv_fds(control, SECONDS.size, 1)
    for each in handles:
        os.close(each)
    return True


def live(
    control: socket.socket, work: Work, *, taken: int, rehearsal: bytes, parent: int
) -> NoReturn:
    """Rehearse, take the one job that this process lives for, do it, and end with its memory."""
    try:
        with control.dup() as line:
            cut_ties(parent)
            limit()
            rehearse(work, rehearsal, line=line)
            message, handles, _, _ = socket.recv_fds(line, SECONDS.size, 1)
        if message and handles:
            os.write(taken, b"1")
            os.close(taken)
            (seconds,) = SECONDS.unpack(message)
            signal.setitimer(signal.ITIMER_REAL, seconds)  # ends the process, whatever it is doing
            with socket.socket(fileno=handles[0]) as connection:
                kind, answer = answer_to(receive_framed(connection), work)
                connection.sendall(kind)
                send_framed(connection, answer)
    finally:
        os._exit(0)  # never back into the parent's loop, whatever happened


def rehearse(work: Work, rehearsal: bytes, *, line: socket.socket) -> None:
    """Do a job that is nobody's, so that the next one finds all loaded; not while somebody waits.

    A little later than at once: the job before this one may still be at work, and has a right to the caches.
    """
    is_awaited = bool(select.select([line], [], [], SECONDS_BEFORE_REHEARSAL)[0])
    if rehearsal and not is_awaited:
        signal.setitimer(signal.ITIMER_REAL, REHEARSAL_SECONDS)
        answer_to(rehearsal, work)
        signal.setitimer(signal.ITIMER_REAL, 0)


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


def limit() -> None:
    """Bound memory, and forbid files: the child may read its fonts and write nothing."""
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
