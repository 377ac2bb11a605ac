"""The public log says what happened, once, whoever is killed when; its totals name nobody."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import connections

from denizen.errors import MalformedError, SigningUnavailableError
from denizen.public_log import (
    Kind,
    consistency_proof,
    parse_head,
    read_log,
    verify,
    verify_extends,
    verify_inclusion,
)
from denizen.trust import KeyPurpose, ProgrammeMode
from denizen_site.custody import actions as custody
from denizen_site.custody import queries as custody_queries
from denizen_site.custody.announcing import refresh_trust_list
from denizen_site.custody.queries import keys as all_keys
from denizen_site.errors import PublicationError, StateError
from denizen_site.ledger import actions as ledger
from denizen_site.ledger import queries as ledger_queries
from denizen_site.ledger.acts import Act, RefusalReason, refusal
from denizen_site.open_pages import publishing, queries
from denizen_site.open_pages.models import DailyTotal, LogEntry, LogHead

DAY = date(2026, 11, 22)


@pytest.fixture
def announced(programme, at):
    """A programme whose keys a signed trust list names."""
    refresh_trust_list(root_folder=None, at=at)
    return programme


@pytest.fixture
def public(tmp_path):
    return tmp_path / "public"


def status_key():
    keys = [key for key in all_keys() if key.purpose is KeyPurpose.STATUS]
    return max(keys, key=lambda key: key.sign_until).public_key


def read_back(public):
    entries = read_log((public / "log.jsonl").read_bytes())
    return verify(entries, (public / "log-head.jws").read_text().strip(), key=status_key())


def busy_day(day=DAY) -> None:
    for act, times in ((Act.ISSUED, 41), (Act.REPLACED, 7), (Act.RENEWED, 2)):
        ledger.count(act, day=day, times=times, by="ana")
    ledger.count(refusal(RefusalReason.SHORT_IDENTITY), day=day, times=9, by="ana")
    ledger.count(refusal(RefusalReason.TOO_YOUNG), day=day, by="ben")
    ledger.count(Act.STOPPED_BY_CODE, day=day, times=6)


def test_the_first_publishing_says_which_keys_there_are(announced, public, at):
    done = publishing.publish_log(out=public, at=at)
    assert (done.added, done.size, done.signed_now) == (2, 2, True)
    found = read_back(public)
    assert [entry.kind for entry in found.entries] == [Kind.KEY_ANNOUNCED] * 2
    assert found.entries[0].body["purpose"] == "card"
    assert found.entries[1].body["jwk"] == status_key().to_jwk()
    assert found.head.log == custody_queries.programme().issuer + "/log"
    assert found.head.day == DAY


def test_running_it_again_changes_nothing(announced, public, at):
    publishing.publish_log(out=public, at=at)
    files = {path.name: path.read_bytes() for path in public.iterdir()}
    done = publishing.publish_log(out=public, at=at + timedelta(hours=1))
    assert (done.added, done.signed_now) == (0, False)
    assert {path.name: path.read_bytes() for path in public.iterdir()} == files


def test_the_next_day_has_a_head_of_its_own_and_goes_on_from_the_last(announced, public, at):
    publishing.publish_log(out=public, at=at)
    old = read_back(public).head
    busy_day()
    publishing.publish_log(out=public, at=at + timedelta(days=1))
    new = read_back(public)
    assert (new.head.size, new.head.day) == (3, DAY + timedelta(days=1))
    verify_extends(old, new.head, proof=consistency_proof(new.leaves, old.size))
    verify_extends(old, new.head, proof=queries.proof_since(old.size))
    verify_inclusion(
        new.leaves[1], 1, size=new.head.size, proof=queries.proof_of(1), root=new.head.root
    )


def test_a_days_totals_are_rounded_and_small_ones_withheld(announced, public, at):
    busy_day()
    publishing.publish_log(out=public, at=at + timedelta(days=1))
    body = read_back(public).entries[-1].body
    assert body["of"] == "2026-11-22"
    assert body["totals"]["visits"]["issued"] == 40
    assert body["totals"]["visits"]["refused_short_identity"] == 10
    assert body["totals"]["visits"]["renewed"] is None
    assert body["totals"]["visits"]["refused_too_young"] is None
    assert body["totals"]["visits"]["refused_caretaker_needed"] is None
    assert body["totals"]["visits"]["all"] == 60
    assert body["totals"]["stopped"] == 5
    assert "ana" not in json.dumps(body)
    assert body["ledger"] == ledger_queries.check_chain().head.hex()
    figures = queries.daily_totals()
    assert [(each.day, each.total, each.stopped) for each in figures] == [(DAY, 60, 5)]
    assert figures[0].visits["replaced"] == 5
    assert "all" not in figures[0].visits


def test_the_day_that_is_not_over_is_not_published(announced, public, at):
    busy_day()
    publishing.publish_log(out=public, at=at)
    assert queries.daily_totals() == ()
    publishing.publish_log(out=public, at=at + timedelta(days=3))
    published = [each.day for each in queries.daily_totals()]
    # the days on which nothing but publishing happened are in the ledger as well
    assert published == [DAY]
    publishing.publish_log(out=public, at=at + timedelta(days=4))
    assert [each.day for each in queries.daily_totals()] == [DAY + timedelta(days=3), DAY]


def test_every_act_of_custody_is_said_once_though_nothing_told_the_log(announced, public, at):
    publishing.publish_log(out=public, at=at)
    old = status_key().key_id.hex()
    custody.rotate(KeyPurpose.STATUS, at=at + timedelta(hours=1), overlap=timedelta(0))
    later = at + timedelta(hours=2)
    refresh_trust_list(root_folder=None, at=later)
    custody.mark_compromised(old, since=at, at=later)
    custody.burn(old, at=later)
    for _ in range(2):
        publishing.publish_log(out=public, at=later)
    found = read_back(public)
    said = [(entry.kind.value, entry.body["key"]) for entry in found.entries[2:]]
    new = status_key().key_id.hex()
    assert sorted(said) == sorted(
        [("key_announced", new), ("key_burned", old), ("key_compromised", old)]
    )
    earlier = at - timedelta(days=9)
    custody.mark_compromised(old, since=earlier, at=later)
    publishing.publish_log(out=public, at=later)
    assert read_back(public).entries[-1].body == {"key": old, "since": "2026-11-13"}


def test_a_head_by_a_key_that_no_longer_signs_is_signed_anew(announced, public, at):
    publishing.publish_log(out=public, at=at)
    custody.rotate(KeyPurpose.STATUS, at=at, overlap=timedelta(0))
    refresh_trust_list(root_folder=None, at=at)
    done = publishing.publish_log(out=public, at=at + timedelta(minutes=1))
    assert done.signed_now
    text = (public / "log-head.jws").read_text().strip()
    assert parse_head(text).key_id == status_key().key_id


def test_a_launch_is_in_the_log(home, charter, at, public, monkeypatch):
    variables = {"DENIZEN_KEY_PASSPHRASE": "a" * 20, "DENIZEN_ROOT_PASSPHRASE": "b" * 20}
    boot = import_module("denizen_site.config.boot")
    boot.start(home, variables=variables)
    custody.initialise(mode=ProgrammeMode.LIVE, charter=charter, at=at, list_size=2**13)
    custody.go_live(typed=charter.issuer, at=at)
    refresh_trust_list(root_folder=None, at=at)
    publishing.publish_log(out=public, at=at)
    first = read_back(public).entries[0]
    assert (first.kind, first.body) == (
        Kind.WENT_LIVE,
        {"issuer": charter.issuer, "on": "2026-11-22"},
    )


def test_whoever_is_killed_leaves_the_log_as_it_was_or_as_it_should_be(
    announced, public, at, monkeypatch
):
    publishing.publish_log(out=public, at=at)
    busy_day()
    tomorrow = at + timedelta(days=1)
    for broken in ("sign", "write_whole"):
        with monkeypatch.context() as patch:
            patch.setattr(publishing, broken, killed)
            with pytest.raises(KeyboardInterrupt):
                publishing.publish_log(out=public, at=tomorrow)
        read_back(public)
        assert LogEntry.objects.count() == LogHead.objects.order_by("-size").first().size
        assert DailyTotal.objects.count() == max(0, LogEntry.objects.count() - 2)
    publishing.publish_log(out=public, at=tomorrow)
    assert read_back(public).head.size == 3


def test_killed_between_the_two_files_the_older_head_still_fits(announced, public, at, monkeypatch):
    publishing.publish_log(out=public, at=at)
    busy_day()
    real = publishing.write_whole

    def only_the_log(path, content):
        if path.name == "log-head.jws":
            raise KeyboardInterrupt
        real(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "write_whole", only_the_log)
        with pytest.raises(KeyboardInterrupt):
            publishing.publish_log(out=public, at=at + timedelta(days=1))
    assert read_back(public).uncovered == 1
    publishing.publish_log(out=public, at=at + timedelta(days=1))
    assert read_back(public).uncovered == 0


def killed(*args, **kwargs):
    raise KeyboardInterrupt


def test_a_clock_that_went_back_adds_nothing(announced, public, at):
    publishing.publish_log(out=public, at=at + timedelta(days=2))
    with pytest.raises(PublicationError, match=r"publication\.clock_behind"):
        publishing.publish_log(out=public, at=at)


def test_before_the_keys_are_announced_the_log_is_empty_and_signed_all_the_same(
    programme, public, at
):
    done = publishing.publish_log(out=public, at=at)
    assert (done.added, done.size) == (0, 0)
    assert read_back(public).head.size == 0


def test_without_a_key_that_may_sign_nothing_is_added(announced, public, at):
    custody.mark_compromised(status_key().key_id.hex(), since=at, at=at)
    with pytest.raises(SigningUnavailableError):
        publishing.publish_log(out=public, at=at)
    assert LogEntry.objects.count() == 0


def test_a_legal_notice_is_published_once_and_never_with_a_time(announced, public, at):
    publishing.publish_notice(
        "demand-2026-1", "One demand came; nothing was held.", at=at, by="rex"
    )
    publishing.publish_log(out=public, at=at)
    assert read_back(public).entries[0].body["id"] == "demand-2026-1"
    with pytest.raises(PublicationError, match=r"publication\.notice_known"):
        publishing.publish_notice("demand-2026-1", "Another text.", at=at)
    with pytest.raises(MalformedError, match=r"log\.time_of_day"):
        publishing.publish_notice("demand-2026-2", "Served 2026-11-22 10:42.", at=at)
    assert ledger_queries.staff_facts(DAY)["rex"] == {"notice_published": 1}


def test_old_days_of_the_ledger_go_by_the_charters_schedule(announced, charter, public, at):
    busy_day()
    publishing.publish_log(out=public, at=at + timedelta(days=1))
    later = at + timedelta(days=370)
    refresh_trust_list(root_folder=None, at=later)
    short = replace(charter, retention=replace(charter.retention, ledger_years=1))
    done = publishing.publish_log(out=None, at=later, charter=short)
    assert (done.days_deleted, done.files) == (2, {})
    ledger_queries.check_chain()
    assert DAY in {each.day for each in queries.daily_totals()}


def test_a_folder_that_cannot_be_written_is_told_in_our_words(announced, public, at):
    public.write_bytes(b"a file where the folder should be")
    with pytest.raises(StateError, match=r"state\.unwritable"):
        publishing.publish_log(out=public, at=at)
    public.unlink()
    publishing.publish_log(out=public, at=at)
    read_back(public)


def test_what_is_published_lies_in_a_database_of_its_own(home):
    tables = {alias: set(connections[alias].introspection.table_names()) for alias in connections}
    ours = {
        "open_pages_logentry",
        "open_pages_loghead",
        "open_pages_dailytotal",
        "open_pages_refusedmonth",
        "open_pages_demandquarter",
        "open_pages_intakepaused",
    }
    assert tables["published"] == {*ours, "django_migrations"}
    assert not ours & tables["default"]


def test_the_pages_read_entries_and_head_without_any_other_room(announced, public, at):
    assert queries.head() is None
    publishing.publish_log(out=public, at=at)
    facts = queries.head()
    assert (facts.size, facts.key_id) == (2, status_key().key_id.hex())
    assert [entry.index for entry in queries.entries()] == [1, 0]
