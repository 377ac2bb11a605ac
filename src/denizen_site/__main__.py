"""What a machine runs by itself, where no `denizen serve` stays open to do it:

python -m denizen_site minute     from cron, every minute: forget what is over, publish when it is time
python -m denizen_site sweep      the same at once, but for the lists; every night is enough
python -m denizen_site migrate    after a backup, with new software
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from denizen.errors import DenizenError
from denizen_site.config import boot
from denizen_site.config.environment import read_environment
from denizen_site.config.home import alone_in, prepare_home
from denizen_site.errors import StateError

USAGE = "usage: python -m denizen_site minute|sweep|migrate\n"
PUBLIC_FOLDER = "public"


def main(arguments: list[str]) -> int:
    """Run one of the three commands; exit codes as in DESIGN section 14."""
    commands: dict[str, Callable[[Path], str]] = {
        "minute": minute,
        "sweep": sweep,
        "migrate": migrate,
    }
    if len(arguments) != 1 or arguments[0] not in commands:
        sys.stderr.write(USAGE)
        return 64
    try:
        done = commands[arguments[0]](Path(os.environ.get("DENIZEN_HOME") or "var"))
    except DenizenError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return int(getattr(refusal, "exit_code", 64))
    sys.stdout.write(f"{done}\n")
    return 0


def migrate(home: Path) -> str:
    """Bring the tables up to date, also a live programme's."""
    environment = read_environment(os.environ, home=home)
    prepare_home(environment.home)
    boot.configure(environment)
    with alone_in(environment.home):
        boot.migrate()
    return "The tables are up to date."


def minute(home: Path) -> str:
    """Do what is due at this minute."""
    return by_itself(home, "every_minute")


def sweep(home: Path) -> str:
    """Forget what is over, close the ledger's days, publish their totals."""
    return by_itself(home, "every_night")


def by_itself(home: Path, name: str) -> str:
    """Run the tasks; raises `StateError` naming those that failed, once the others are done."""
    environment = boot.start(home)
    # The rooms can be imported only once Django knows its settings.
    run = getattr(import_module("denizen_site.desk.tasks"), name)
    failed = run(at=datetime.now(UTC), out=environment.home / PUBLIC_FOLDER)
    if failed:
        raise StateError(
            "tasks.failed",
            f"not everything could be done: {', '.join(failed)}",
            mend="The log on standard error has the codes. What was done is done; run it again.",
        )
    return "Everything that was due is done."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
