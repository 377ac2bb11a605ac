"""Prints the figures of `denizen bench scan`; add --quick for rougher ones."""

import sys

from denizen_cli.main import main

sys.exit(main(["bench", "scan", *sys.argv[1:]]))
