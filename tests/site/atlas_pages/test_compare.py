"""The compare page: what it shows, on which day, and what an address that it does not understand gets."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from urllib.parse import parse_qs

import pytest
from django.http import QueryDict

from denizen.policy import EncounterAction, Part, Ruling, Stage
from denizen_site.atlas_pages import comparing
from denizen_site.atlas_pages.forms import View, read_view

KNOWN = frozenset({"new-haven", "prince-william", "hartford"})


@pytest.fixture(scope="module")
def atlas(tmp_path_factory):
    """Pages as the atlas door renders them, in a process of its own: another door's settings hold in this one."""
    script = (
        "import sys, json; from pathlib import Path; from denizen_site.config import boot;"
        "from denizen_site.config.doors import DoorName;"
        "boot.start_door(Path(sys.argv[1]), DoorName.ATLAS, variables={});"
        "from django.test import Client; client = Client(SERVER_NAME='localhost');\n"
        "for line in sys.stdin:\n"
        "    answer = client.get(line.strip());"
        "    print(json.dumps([answer.status_code, answer.content.decode(), dict(answer.headers)]), flush=True)\n"
    )
    home = tmp_path_factory.mktemp("atlas") / "no home"
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(home)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=dict(os.environ),
    )  # fmt: skip

    def get(path):
        process.stdin.write(f"{path}\n")
        process.stdin.flush()
        return tuple(json.loads(process.stdout.readline()))

    yield get
    process.communicate("")
    assert not home.exists()


def square(view, action, stage):
    found = comparing.rows(view, comparing.compared(view))
    row = next(each for each in found if each.action is action)
    return next(each for each in row.squares if each.stage is stage)


def test_more_communities_stand_in_the_same_table(atlas):
    sent = QueryDict("at=2008-07-15&part=driver&also=hartford&also=prince-william&also=atlantis")
    view, faults = read_view(sent, known=KNOWN)
    assert view.also == ("hartford",)
    assert len(faults) == 1
    asked = square(view, EncounterAction.ASK_STATUS, Stage.TRAFFIC_STOP)
    assert [each.place.split(",")[0] for each in asked.said] == [
        "New Haven", "Prince William County", "Hartford",
    ]  # fmt: skip
    status, page, _ = atlas(f"/en/?{view.query}")
    assert status == 200
    assert (
        "New Haven, Connecticut</bdi> · <bdi>Prince William County, Virginia</bdi> · <bdi>Hartford"
        in page
    )
    _, text, _ = atlas(f"/en/compare.csv?{view.query}")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert {line["also_1"] for line in lines} == {"Hartford, Connecticut"}
    assert {line["also_1_answer"] for line in lines} <= {each.value for each in Ruling}


def rulings(day, *facts):
    sent = QueryDict(f"at={day}&part=driver" + "".join(f"&fact={fact}" for fact in facts))
    view, faults = read_view(sent, known=KNOWN)
    assert faults == []
    cell = square(view, EncounterAction.ASK_STATUS, Stage.DETENTION)
    return [each.ruling for each in cell.said]


def test_prince_william_changes_through_2008_and_new_haven_does_not():
    seen = [rulings(day, "probable_cause") for day in ("2008-04-01", "2008-05-15", "2008-07-15")]
    assert [here for here, _ in seen] == [Ruling.MUST_NOT] * 3
    assert [there for _, there in seen][:2] == [Ruling.MUST, Ruling.MAY]


def test_a_stage_at_which_the_person_cannot_be_is_left_out():
    stages = comparing.stages(View(part=Part.DRIVER))
    assert Stage.TRAFFIC_STOP in stages
    assert Stage.CALL not in stages


def test_only_differences_leaves_nothing_on_which_they_agree():
    view = View(only_differences=True)
    rows = comparing.rows(view, comparing.compared(view))
    assert rows
    assert all(any(each.differs for each in row.squares) for row in rows)
    assert len(rows) < len(comparing.rows(View(), comparing.compared(View())))


def test_a_view_is_reproduced_by_its_address():
    view, _ = read_view(
        QueryDict(
            "left=hartford&right=new-haven&at=2010-03-01&part=witness&fact=criminal_investigation&only=differences"
        ),
        known=KNOWN,
    )
    again, faults = read_view(QueryDict(view.query), known=KNOWN)
    assert (again, faults) == (view, [])
    assert parse_qs(view.query)["left"] == ["hartford"]


@pytest.mark.parametrize(
    "words", ["left=atlantis", "at=yesterday", "at=1492-01-01", "part=king", "paper=napkin"]
)
def test_what_is_not_understood_is_told_and_the_usual_view_is_shown(words):
    view, faults = read_view(QueryDict(words), known=KNOWN)
    assert len(faults) == 1
    assert (view.left, view.right) == ("new-haven", "prince-william")


def test_what_would_close_the_disputes_is_worked_out_and_leads_with_the_most():
    found = comparing.changes(comparing.compared(View()))
    assert found
    assert [each.closes for each in found] == sorted((each.closes for each in found), reverse=True)


def test_the_page_shows_the_clause_the_legend_and_the_practice_apart(atlas):
    status, page, headers = atlas("/en/?left=new-haven&right=danbury&at=2008-07-15&part=driver")
    assert status == 200
    assert "General Order 06-2" in page
    assert "What was observed, which is not law" in page
    assert "Set-Cookie" not in headers
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_the_table_goes_out_as_lines_with_the_rules_own_words(atlas):
    _, text, headers = atlas("/en/compare.csv?at=2008-04-01&part=driver&fact=probable_cause")
    lines = list(csv.DictReader(io.StringIO(text)))
    asked = next(
        each for each in lines if (each["question"], each["stage"]) == ("ask_status", "detention")
    )
    assert (asked["left_answer"], asked["right_answer"]) == ("must_not", "must")
    assert "PW-GO-45.01-2008-03" in asked["right_clauses"]
    assert headers["Content-Type"].startswith("text/csv")


def test_whoever_comes_without_a_language_is_sent_to_one(atlas):
    status, _, headers = atlas("/")
    assert (status, headers["Location"]) == (302, "/en/")


def test_an_unknown_address_is_an_ordinary_page(atlas):
    status, page, _ = atlas("/en/nothing-here")
    assert status == 404
    assert "Traceback" not in page
