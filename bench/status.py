"""Prints the figures of `denizen bench status`; add --quick for rougher ones."""

import sys

from denizen_cli.main import main

sys.exit(main(["bench", "status", *sys.argv[1:]]))
