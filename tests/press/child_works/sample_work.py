"""Work for the tests of the child: a job is JSON that names an act and its argument."""

from __future__ import annotations

import ctypes
import json
import os
import time
from pathlib import Path
from typing import Any

from denizen.errors import InputError
from denizen_press.errors import ReadBackError

WARMED_BY: list[int] = []


def warm() -> None:
    """Remember which process was warmed."""
    WARMED_BY.append(os.getpid())


def work(job: bytes) -> bytes:
    """Do the act and give what it returns as JSON."""
    act, argument = json.loads(job)
    return json.dumps(ACTS[act](argument)).encode()


def where(_: Any) -> dict[str, Any]:
    """Tell about the process that the work runs in."""
    return {
        "pid": os.getpid(),
        "parent": os.getppid(),
        "warmed_by": WARMED_BY,
        "environment": dict(os.environ),
        "files": [str(path.readlink()) for path in handles()],
    }


def handles() -> list[Path]:
    """List the handles that are open, but for the one that does the listing."""
    return [path for path in Path("/proc/self/fd").iterdir() if path.exists()]


def echo(argument: Any) -> Any:
    """Give back what came."""
    return argument


REMEMBERED: list[Any] = []


def remember(argument: Any) -> list[Any]:
    """Keep what came in this process, and give all that it has kept."""
    REMEMBERED.append(argument)
    return REMEMBERED


def refuse(code: str) -> None:
    """Refuse as the press does."""
    raise InputError(code, "it does not fit", where="name", mend="Shorten it.")


def refuse_specially(code: str) -> None:
    """Refuse with a class that the caller may not know."""
    raise ReadBackError(code, "it does not read back")


def stumble(text: str) -> None:
    """Raise what nobody foresaw, with a text that must not leave."""
    raise ValueError(text)


def crash(_: Any) -> None:
    """Read where no memory is."""
    ctypes.string_at(0)


def linger(seconds: float) -> None:
    """Work for too long."""
    time.sleep(seconds)


def devour(count: int) -> int:
    """Take so much memory."""
    return len(bytearray(count))


def write(path: str) -> None:
    """Try to leave a file behind."""
    Path(path).write_text("a name")


ACTS = {
    act.__name__: act
    for act in (
        where,
        echo,
        remember,
        refuse,
        refuse_specially,
        stumble,
        crash,
        linger,
        devour,
        write,
    )
}
