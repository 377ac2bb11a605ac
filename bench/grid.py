"""Prints the figures of `denizen bench grid`; add --quick for rougher ones."""

import sys

from denizen_cli.main import main

sys.exit(main(["bench", "grid", *sys.argv[1:]]))
