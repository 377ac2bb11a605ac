"""What is withheld stays withheld: from the table, from its totals, and from who knows the method."""

from __future__ import annotations

import itertools
import random
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from denizen.reporting import CountTable, PublishedTable, RoundingRule, line, publishable

RULE = RoundingRule()
SMALL_RULE = RoundingRule(base=3, threshold=3)
ROWS, COLUMNS = "abcdef", "uvwxyz"


def table_of(counts) -> CountTable:
    height, width = len(counts), len(counts[0])
    return CountTable(
        tuple(ROWS[:height]), tuple(COLUMNS[:width]), tuple(tuple(row) for row in counts)
    )


@st.composite
def tables(draw, most_rows=4, most_columns=4, most=40):
    width = draw(st.integers(1, most_columns))
    count = st.one_of(st.integers(0, 6), st.integers(0, most))
    rows = st.lists(count, min_size=width, max_size=width)
    return table_of(draw(st.lists(rows, min_size=1, max_size=most_rows)))


def cells_of(published: PublishedTable) -> list[int | None]:
    return [cell for row in published.cells for cell in row]


def fits(shown: int | None, count: int, rule: RoundingRule) -> bool:
    """Whether a reader may believe a count, seeing what is shown of it."""
    if shown is None:
        return True
    least, most = rule.bounds(shown)
    return least <= count <= most


def could_be(published: PublishedTable, counts, rule: RoundingRule) -> bool:
    """Whether an exact table looks as published, told without any of the library's own network."""
    rows = [sum(row) for row in counts]
    columns = [sum(column) for column in zip(*counts, strict=True)]
    pairs = [
        (s, c)
        for shown, row in zip(published.cells, counts, strict=True)
        for s, c in zip(shown, row, strict=True)
    ]
    # a line has no totals beside the one
    pairs += zip(published.row_totals, rows, strict=False)
    pairs += zip(published.column_totals, columns, strict=False)
    pairs.append((published.total, sum(rows)))
    return all(fits(shown, count, rule) for shown, count in pairs)


@given(tables())
def test_every_number_that_is_shown_rounds_a_count_that_is_not_small(table):
    published = publishable(table, RULE)
    for shown_row, row in zip(published.cells, table.counts, strict=True):
        for shown, count in zip(shown_row, row, strict=True):
            assert shown is None if count < 5 else shown in (None, RULE.rounded(count))
    assert published.total in (None, RULE.rounded(sum(map(sum, table.counts))))


@given(tables())
def test_what_is_shown_and_its_totals_can_all_be_true_at_once(table):
    published = publishable(table, RULE)
    assert could_be(published, table.counts, RULE)
    for shown_row, total in zip(published.cells, published.row_totals, strict=False):
        if total is not None and None not in shown_row:
            assert abs(total - sum(shown_row)) <= (len(shown_row) + 1) * 2


@settings(max_examples=40)
@given(tables(most_rows=2, most_columns=2, most=7))
def test_brute_force_finds_every_small_number_possible_for_a_small_count(table):
    published = publishable(table, SMALL_RULE)
    height, width = len(table.rows), len(table.columns)
    possible: dict[int, set[int]] = defaultdict(set)
    for flat in itertools.product(range(10), repeat=height * width):
        counts = [flat[i * width : (i + 1) * width] for i in range(height)]
        if could_be(published, counts, SMALL_RULE):
            for place, count in enumerate(flat):
                possible[place].add(count)
    exact = [count for row in table.counts for count in row]
    for place, (shown, count) in enumerate(zip(cells_of(published), exact, strict=True)):
        if shown is None:
            assert len(possible[place]) > 1
            assert count >= SMALL_RULE.threshold or possible[place] >= {0, 1, 2}


@pytest.mark.parametrize(("width", "most"), [(2, 30), (3, 14)])
def test_who_knows_the_method_cannot_tell_a_withheld_number_of_a_line_either(width, most):
    """Every line up to a size: those that look alike when published never agree on what is withheld."""
    alike: dict[PublishedTable, list[tuple[int, ...]]] = defaultdict(list)
    for counts in itertools.product(range(most + 1), repeat=width):
        alike[publishable(table_of([counts]), RULE)].append(counts)
    for published, found in alike.items():
        # the largest tables have partners just beyond the edge of this enumeration
        if max(map(max, found)) < most - RULE.base:
            for place, shown in enumerate(cells_of(published)):
                assert shown is not None or len({counts[place] for counts in found}) > 1


@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_changes_nothing(table, shuffler: random.Random):
    rows, columns = list(table.rows), list(table.columns)
    shuffler.shuffle(rows)
    shuffler.shuffle(columns)
    lookup = {
        (row, column): table.counts[i][j]
        for i, row in enumerate(table.rows)
        for j, column in enumerate(table.columns)
    }
    counts = tuple(tuple(lookup[row, column] for column in columns) for row in rows)
    one = publishable(table, RULE)
    other = publishable(CountTable(tuple(rows), tuple(columns), counts), RULE)
    for row, column in lookup:
        assert one.cell(row, column) == other.cell(row, column)
    assert one.total == other.total


def test_the_worked_example_of_the_documentation():
    """docs/algorithms/suppression.md walks through this table."""
    table = CountTable(
        ("north", "south", "west"),
        ("issued", "replaced", "refused"),
        ((42, 12, 4), (38, 17, 11), (27, 9, 14)),
    )
    published = publishable(table, RULE)
    assert published == PublishedTable(
        rows=table.rows,
        columns=table.columns,
        cells=((40, None, None), (40, 15, None), (25, 10, 15)),
        row_totals=(60, 65, 50),
        column_totals=(105, 40, 30),
        total=175,
    )


def test_a_lone_small_count_takes_its_total_or_a_neighbour_with_it():
    published = publishable(line("day", {"issued": 20, "refused": 4}), RULE)
    assert published.cell("day", "refused") is None
    assert None in (published.cell("day", "issued"), published.total)


def test_a_busy_day_still_says_what_matters():
    counts = {"issued": 61, "replaced": 8, "renewed": 2, "abandoned": 3, "timed_out": 0}
    counts |= {f"refused_{n}": n for n in range(5)}
    published = publishable(line("day", counts), RULE)
    assert (published.cell("day", "issued"), published.cell("day", "replaced")) == (60, 10)
    assert published.total == 85
    assert published.column_totals == ()


def test_a_day_on_which_nothing_happened_looks_like_one_on_which_little_did():
    nothing, little = (
        publishable(line("day", {"issued": n, "refused": n // 2}), RULE) for n in (0, 3)
    )
    assert nothing == little
    assert nothing.total is None


def test_a_rule_that_would_not_protect_is_refused():
    for base, threshold in ((1, 5), (2, 2), (5, 4), (0, 0)):
        with pytest.raises(ValueError, match="threshold"):
            RoundingRule(base=base, threshold=threshold)
    assert [RULE.rounded(count) for count in (5, 7, 8, 12, 13)] == [5, 5, 10, 10, 15]
    assert (RULE.bounds(5), RULE.bounds(10)) == ((5, 7), (8, 12))
    assert RoundingRule(base=10, threshold=10).bounds(20) == (15, 24)


@given(st.integers(3, 60), st.integers(0, 60), st.integers(0, 5000))
def test_bounds_are_exactly_the_counts_that_round_there(base, more, count):
    rule = RoundingRule(base=base, threshold=base + more)
    if not rule.withholds(count):
        least, most = rule.bounds(rule.rounded(count))
        assert least <= count <= most
        assert rule.rounded(least) == rule.rounded(most) == rule.rounded(count)


@pytest.mark.parametrize(
    ("rows", "columns", "counts"),
    [
        ((), (), ()),
        (("a",), ("b", "b"), ((1, 2),)),
        (("a", "a"), ("b",), ((1,), (2,))),
        (("a",), ("b", "c"), ((1,),)),
        (("a",), ("b",), ((-1,),)),
        (("a",), ("b",), ((10**8,),)),
        (tuple(map(str, range(30))), tuple(map(str, range(30))), ((0,) * 30,) * 30),
    ],
)
def test_what_is_no_table_of_counts_is_refused(rows, columns, counts):
    with pytest.raises(ValueError):
        CountTable(rows, columns, counts)


def test_exact_counts_do_not_show_in_a_repr_and_unknown_labels_have_no_cell():
    table = line("day", {"issued": 4711})
    assert "4711" not in repr(table)
    with pytest.raises(KeyError):
        publishable(table, RULE).cell("day", "revoked")
