"""Opening the group leaves nothing in a temporary folder."""

from __future__ import annotations

import os
import subprocess
import sys

CODE = """
from denizen_custodian.sodium import opened_group
group = opened_group("rbcl")
assert group.base_times(group.random_scalar())
"""


def test_no_library_is_left_behind_for_every_start(tmp_path):
    told = {**os.environ, "TMPDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", CODE], env=told, check=True)
    assert list(tmp_path.iterdir()) == []
