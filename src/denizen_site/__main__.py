"""What a machine runs by itself: `python -m denizen_site migrate` after a backup, `... sweep` every night."""

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

USAGE = "usage: python -m denizen_site migrate|sweep\n"


def main(arguments: list[str]) -> int:
    """Run one of the two commands; exit codes as in DESIGN section 14."""
    commands: dict[str, Callable[[Path], str]] = {"migrate": migrate, "sweep": sweep}
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


def sweep(home: Path) -> str:
    """Forget what is over."""
    boot.start(home)
    # The rooms can be imported only once Django knows its settings.
    at = datetime.now(UTC)
    import_module("denizen_site.accounts.actions").sweep(at=at)
    done = import_module("denizen_site.lifecycle.actions").sweep(at=at)
    return f"Cards forgotten: {done.cards}; days of the ledger closed: {done.days_closed}."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
