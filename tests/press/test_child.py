"""A job runs in a process that ends with it, whatever happens to it, and its parent never knows it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from denizen.errors import InputError
from denizen_press.child import WarmParent
from denizen_press.child_channel import pack, unpack
from denizen_press.errors import PressError, ReadBackError

WORKS = Path(__file__).parent / "child_works"
NAME = "Zuzanna Brzęczyszczykiewicz"


@pytest.fixture
def start(monkeypatch):
    """Start warm parents that end with the test."""
    monkeypatch.syspath_prepend(str(WORKS))
    started = []

    def start(work, refusals=(InputError, PressError)):
        started.append(WarmParent(work, refusals=refusals))
        return started[-1]

    yield start
    for parent in started:
        parent.close()


@pytest.fixture
def parent(start):
    return start("sample_work")


def ask(parent, act, argument=None, seconds=20):
    return json.loads(parent.run(json.dumps([act, argument]).encode(), seconds=seconds))


def is_alive(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def is_gone_soon(pid):
    deadline = time.monotonic() + 10
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not is_alive(pid)


def has_cut_its_ties(pid):
    """Say whether a child set its limits, the last thing before it waits; it dies with its parent then."""
    try:
        limits = Path(f"/proc/{pid}/limits").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return bool(re.search(r"Max open files\s+128\s", limits))


def children_of(pid):
    return [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]


def test_the_work_runs_in_a_child_of_a_parent_that_was_warmed_once(parent):
    first, second = ask(parent, "where"), ask(parent, "where")
    assert first["parent"] == second["parent"] == parent.pid
    assert first["warmed_by"] == second["warmed_by"] == [parent.pid]
    assert len({first["pid"], second["pid"], parent.pid, os.getpid()}) == 4


def test_the_child_is_gone_after_its_job_and_leaves_no_zombie(parent):
    child = ask(parent, "where")["pid"]
    assert is_gone_soon(child)
    assert not Path(f"/proc/{child}").exists()
    assert len(children_of(parent.pid)) == 1  # the one that waits


def test_a_child_that_waits_did_nobodys_job_before_and_keeps_nothing_but_it(parent):
    parent.share(json.dumps(["remember", "nobody's"]).encode())
    assert ask(parent, "remember", "mine") in (["mine"], ["nobody's", "mine"])
    time.sleep(1)
    assert ask(parent, "remember", "another's") == ["nobody's", "another's"]


def test_a_rehearsal_that_kills_is_given_up_and_jobs_go_on(parent):
    parent.share(b'["crash", null]')
    assert [ask(parent, "echo", number) for number in range(3)] == [0, 1, 2]


def test_a_rehearsal_that_is_refused_or_too_long_holds_nobody_up(start):
    for rehearsal in (b'["refuse", "press.x"]', b"not a job", b"x" * 300_000):
        parent = start("sample_work")
        parent.share(rehearsal)
        assert ask(parent, "echo", "mine") == "mine"


def test_a_job_of_many_megabytes_crosses_whole(parent):
    text = "0123456789" * 700_000
    assert ask(parent, "echo", text) == text


def test_a_refusal_of_the_work_arrives_as_it_was_raised(parent):
    with pytest.raises(InputError) as refusal:
        ask(parent, "refuse", "press.does_not_fit")
    error = refusal.value
    assert (error.code, error.where, error.mend) == ("press.does_not_fit", "name", "Shorten it.")


def test_a_refusal_of_an_unknown_class_arrives_as_the_nearest_known(start):
    with pytest.raises(PressError) as refusal:
        ask(start("sample_work"), "refuse_specially", "press.read_back.differs")
    assert type(refusal.value) is PressError
    with pytest.raises(ReadBackError):
        ask(start("sample_work", (PressError, ReadBackError)), "refuse_specially", "press.x")


def test_an_unforeseen_fault_names_its_place_and_never_quotes_the_job(parent, capfd):
    with pytest.raises(PressError) as fault:
        ask(parent, "stumble", NAME)
    assert fault.value.code == "press.child_failed"
    assert fault.value.where.startswith("ValueError in stumble, line ")
    assert NAME not in str(fault.value) + "".join(capfd.readouterr())


def test_a_crash_ends_one_job_and_not_the_next(parent):
    with pytest.raises(PressError) as fault:
        ask(parent, "crash")
    assert fault.value.code == "press.child_died"
    assert ask(parent, "echo", "next") == "next"


def test_a_child_that_takes_too_long_is_ended_by_the_kernel(parent):
    earlier = children_of(parent.pid) if ask(parent, "where") else []
    began = time.monotonic()
    with pytest.raises(PressError) as fault:
        ask(parent, "linger", 60, seconds=1)
    assert fault.value.code == "press.time_limit"
    assert time.monotonic() - began < 10
    assert all(is_gone_soon(child) for child in earlier)


def test_a_child_that_wants_all_memory_gets_none_of_it(parent):
    with pytest.raises(PressError) as fault:
        ask(parent, "devour", 4 * 2**30)
    assert fault.value.code in {"press.child_failed", "press.child_died"}
    assert ask(parent, "devour", 2**20) == 2**20


def test_a_child_cannot_write_a_file(parent, tmp_path):
    path = tmp_path / "left-behind"
    with pytest.raises(PressError):
        ask(parent, "write", str(path))
    assert not path.exists() or path.read_bytes() == b""


def test_the_parent_holds_neither_our_secrets_nor_our_files(
    start, found_in_memory, monkeypatch, tmp_path
):
    monkeypatch.setenv("DENIZEN_PASSPHRASE", "a secret of the city")
    with (tmp_path / "database").open("w") as database:
        os.set_inheritable(database.fileno(), True)
        parent = start("sample_work")
        found = ask(parent, "where")
    assert "a secret of the city" not in found["environment"].values()
    assert not [name for name in found["files"] if "database" in name]
    assert not found_in_memory(parent.pid, [b"a secret of the city"])


def test_the_parent_has_one_thread_so_that_forking_it_is_safe(parent):
    ask(parent, "where")
    assert len(list(Path(f"/proc/{parent.pid}/task").iterdir())) == 1


def test_nothing_of_a_job_is_ever_in_the_parents_memory(parent, found_in_memory, spellings):
    needles = spellings(NAME)
    for _ in range(3):
        assert ask(parent, "echo", NAME) == NAME
    assert not found_in_memory(parent.pid, needles)


def test_the_search_finds_a_leak_that_was_planted(start, found_in_memory, spellings):
    parent = start("leaking_work")
    assert parent.run(b"x", seconds=20) == b"x"
    kept = spellings("Wilhelmina Ostrowska")
    assert found_in_memory(parent.pid, kept) == {kept[0]}
    assert found_in_memory(parent.pid, spellings("WILHELMINA OSTROWSKA"))


def test_a_parent_that_died_is_replaced(parent):
    first = ask(parent, "where")["parent"]
    os.kill(first, signal.SIGKILL)
    assert is_gone_soon(first)
    assert ask(parent, "where")["parent"] != first


def test_a_job_in_line_when_the_parent_dies_is_done_by_the_next(parent):
    first = ask(parent, "where")["parent"]
    while not (waiting := [each for each in children_of(first) if has_cut_its_ties(each)]):
        time.sleep(0.01)
    os.kill(waiting[-1], signal.SIGSTOP)  # it would have taken the job
    killing = threading.Timer(0.3, os.kill, (first, signal.SIGKILL))
    killing.start()
    assert ask(parent, "where")["parent"] != first
    killing.join()


def test_a_work_module_that_does_not_load_is_a_refusal_and_not_a_wait(start, capfd):
    parent = start("no_such_work")
    with pytest.raises(PressError) as fault:
        parent.run(b"x", seconds=20)
    assert fault.value.code == "press.child_died"
    assert "no_such_work" in capfd.readouterr().err


def test_closing_ends_the_parent_and_a_later_job_starts_another(parent):
    first = ask(parent, "where")["parent"]
    parent.close()
    assert parent.pid is None
    assert not Path(f"/proc/{first}").exists()
    assert ask(parent, "where")["parent"] != first


def test_jobs_of_several_threads_run_side_by_side_and_are_not_confused(parent):
    answers = {}

    def work(number):
        answers[number] = ask(parent, "echo", number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: number for number in range(12)}


def test_a_forked_caller_starts_a_parent_of_its_own(parent):
    ours = ask(parent, "where")["parent"]
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        theirs = ask(parent, "where")["parent"]
        os.write(writing, str(theirs).encode())
        parent.close()
        os._exit(0)
    os.close(writing)
    theirs = int(os.read(reading, 20))
    os.close(reading)
    assert os.waitpid(child, 0)[1] == 0
    assert theirs != ours
    assert ask(parent, "where")["parent"] == ours
    assert is_gone_soon(theirs)


def test_when_the_caller_is_killed_its_parent_and_the_child_at_work_end_too():
    command = [sys.executable, str(WORKS / "caller.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as caller:
        parent = int(caller.stdout.readline())
        at_work = children_of(parent)
        caller.kill()
    assert len(at_work) == 2  # and one that waits
    assert is_gone_soon(parent)
    assert all(is_gone_soon(child) for child in at_work)


def test_parts_come_apart_as_they_were_put_together_and_nothing_else_does():
    parts = [b"", b"pdf", b"\x00" * 9]
    assert unpack(pack(parts)) == parts
    for broken in (b"\x00", pack(parts)[:-1], b"\xff" * 8):
        with pytest.raises(ValueError):
            unpack(broken)


def in_a_fork(act):
    """Do something in a forked copy of this process and give what it answers."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(write, json.dumps(act()).encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as stream:
        answer = stream.read()
    os.waitpid(child, 0)
    return json.loads(answer)


def test_a_shared_parent_serves_every_fork_and_ends_with_the_last_of_them(parent):
    parent.share()
    pid = parent.pid
    answers = [in_a_fork(lambda: ask(parent, "where")["parent"]) for _ in range(3)]
    assert answers == [pid] * 3
    assert ask(parent, "where")["parent"] == pid
    in_a_fork(parent.close)
    assert ask(parent, "where")["parent"] == pid
    parent.close()
    assert is_gone_soon(pid)


def test_forks_that_share_a_parent_at_once_each_get_their_own_answer(parent):
    parent.share()
    pids = []
    for number in range(4):
        pids.append(os.fork())
        if pids[-1] == 0:
            right = all(ask(parent, "echo", [number, n]) == [number, n] for n in range(5))
            os._exit(0 if right else 1)
    assert [os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in pids] == [0] * 4


def test_a_fork_that_finds_the_shared_parent_dead_starts_one_of_its_own(parent):
    parent.share()
    dead = parent.pid
    os.kill(dead, signal.SIGKILL)
    assert is_gone_soon(dead)
    assert in_a_fork(lambda: ask(parent, "where")["parent"]) != dead
    parent.share()
    assert parent.pid != dead
    assert in_a_fork(lambda: ask(parent, "where")["parent"]) == parent.pid
