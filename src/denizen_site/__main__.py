"""`python -m denizen_site migrate`: brings a live programme's tables up to date, after a backup."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from denizen.errors import DenizenError
from denizen_site.config import boot
from denizen_site.config.environment import read_environment
from denizen_site.config.home import alone_in, prepare_home

USAGE = "usage: python -m denizen_site migrate\n"


def main(arguments: list[str]) -> int:
    """Run the one command there is; exit codes as in DESIGN section 14."""
    if arguments != ["migrate"]:
        sys.stderr.write(USAGE)
        return 64
    home = Path(os.environ.get("DENIZEN_HOME") or "var")
    try:
        environment = read_environment(os.environ, home=home)
        prepare_home(environment.home)
        boot.configure(environment)
        with alone_in(environment.home):
            boot.migrate()
    except DenizenError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    sys.stdout.write("The tables are up to date.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
