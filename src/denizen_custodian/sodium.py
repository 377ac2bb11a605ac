"""The group as programmes and custodians open it: nothing of it stays behind in a temporary folder."""

from __future__ import annotations

import sys
from pathlib import Path

from denizen.linkage.oprf.group import BackEnd, Group, open_group


def opened_group(back_end: BackEnd) -> Group:
    """Load a back end; raises `LinkageError` if its package or libsodium is missing.

    `rbcl` writes the libsodium that it carries to a file of its own at each start and leaves it there.  Once
    loaded it is not read again, so it is removed.
    """
    group = open_group(back_end)
    written = getattr(sys.modules.get("rbcl._sodium"), "lib_path", None)
    if written is not None:
        Path(written).unlink(missing_ok=True)
    return group
