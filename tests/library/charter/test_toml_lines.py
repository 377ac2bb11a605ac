"""Lines of keys: in every form that TOML has, and in all shipped charters."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from denizen._encoding.toml_lines import line_index, line_of

TEXT = '''# a comment with [brackets] and "quotes"
top = 1
"quoted key" = 2
dotted . inner = "a # not a comment"

[table]
long = """
[not.a.header]
key = 1
"""
literal = \'\'\'
x = [
\'\'\'
after = true
array = [
  1,  # one, two
  { a = "}", b = [
      "]" ] },
]

[[list]]
id = "first"
[[list]]
id = "second"   # comment
inline = {x = 1, y = {z = 2}}
[list.sub]
deep = 2018-07-01
[[list.rows]]
n = 1
[[list.rows]]
n = "\\"escaped\\" \\u00e9 ]"
end = 'raw \\'
'''


def test_every_kind_of_key_is_found_on_its_line():
    index = line_index(TEXT)
    assert index["top",] == 2
    assert index["quoted key",] == 3
    assert index["dotted", "inner"] == 4
    assert index["table",] == 6
    assert index["table", "long"] == 7
    assert index["table", "literal"] == 11
    assert index["table", "after"] == 14
    assert index["table", "array", 0] == 16
    assert index["table", "array", 1] == 17
    assert index["table", "array", 1, "b"] == 17
    assert index["table", "array", 1, "b", 0] == 18
    assert index["list", 0] == 21
    assert index["list", 1, "id"] == 24
    assert index["list", 1, "inline", "y", "z"] == 25
    assert index["list", 1, "sub", "deep"] == 27
    assert index["list", 1, "rows", 1, "n"] == 31
    assert index["list", 1, "rows", 1, "end"] == 32


def test_a_missing_key_is_put_on_the_line_of_its_table():
    index = line_index(TEXT)
    assert line_of(index, ("list", 1, "nowhere")) == 23
    assert line_of(index, ("nowhere",)) is None


@pytest.mark.parametrize("ending", ["\n", ""])
def test_a_file_may_end_without_a_line_end(ending):
    assert line_index(f"a = 1\nb = 2{ending}") == {("a",): 1, ("b",): 2}


def test_every_key_of_every_shipped_charter_has_its_own_line(shipped_files):
    for name, data in shipped_files.items():
        if name.endswith(".toml"):
            text = data.decode()
            index, lines = line_index(text), text.splitlines()
            for path in paths_of(tomllib.loads(text)):
                assert path in index, (name, path)
                if isinstance(path[-1], str):
                    assert path[-1] in lines[index[path] - 1], (name, path)


def paths_of(value, path=()):
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, inner in items:
        yield (*path, key)
        yield from paths_of(inner, (*path, key))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab.=[]{}\"'\\#, \n1", max_size=40))
def test_whatever_the_parser_accepts_the_index_can_walk(text):
    try:
        value = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    index = line_index(text)
    assert all(line_of(index, path) is not None for path in paths_of(value))
