"""What the server works for a visit that is played by keyboard in a real browser; `denizen bench desk` plays this."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from clerk_window import Resident, camera_film
from keyboard_visit import COUNTS_PRESSES, ServerTime, visit_by_keyboard

ROSALIA = Resident()
VISITS = 7
OUT = Path(__file__).resolve().parents[2] / "out"


@pytest.mark.long
def test_every_answer_of_a_keyboard_visit_names_its_milliseconds(doors, launch, clerk, tmp_path):
    browser = launch(f"--use-file-for-fake-video-capture={camera_film(tmp_path, 'rosalia')}")
    page = browser.new_context(permissions=["camera"]).new_page()
    window = clerk(page=page)
    page.add_init_script(COUNTS_PRESSES)
    spent = ServerTime(page, doors.desk)
    visits = []
    for _ in range(VISITS):
        visit_by_keyboard(window, ROSALIA, second=clerk)
        visits.append(spent.of_the_visit())
    paths = [path for path, _ in visits[0]]
    assert paths[0] == "GET /"
    assert paths[-1] == "GET /visit/card.pdf"
    assert all([path for path, _ in each] == paths for each in visits)
    OUT.mkdir(exist_ok=True)
    (OUT / "desk-server-time.json").write_text(json.dumps(visits))
