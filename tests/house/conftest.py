"""The tree as the house tests see it: its modules, parsed once."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Module:
    """One Python file of the project, with its lines and its syntax tree."""

    path: Path

    @property
    def name(self) -> str:
        return str(self.path.relative_to(ROOT))

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        return [
            n for n in ast.walk(self.tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
        ]


def modules_below(*folders: str) -> list[Module]:
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [Module(path) for path in found if "migrations" not in path.parts]


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def source_modules() -> list[Module]:
    """Everything that is shipped."""
    return modules_below("src")


@pytest.fixture(scope="session")
def all_modules() -> list[Module]:
    """Everything that is kept: what is shipped, its tests, its tools and its measurements."""
    return modules_below("src", "tests", "bench", "tools")


@pytest.fixture(scope="session")
def strict_modules() -> list[Module]:
    """What `mypy --strict` holds without exception."""
    return modules_below("src/denizen", "src/denizen_press", "src/denizen_cli")
