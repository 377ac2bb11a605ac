"""Prints the figures of `denizen bench verify`; add --quick for rougher ones."""

import sys

from denizen_cli.main import main

sys.exit(main(["bench", "verify", *sys.argv[1:]]))
