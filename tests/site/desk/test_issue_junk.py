"""The page Issue is sent what no browser sends."""

from __future__ import annotations


def test_a_confirmation_that_is_no_digest_is_refused_in_words(confirmed):
    answer = confirmed.client.post(
        "/visit/issue", {"confirmed": "\N{CYRILLIC SMALL LETTER ZHE}", "settled": "on"}
    )
    assert answer.status_code == 422
    assert confirmed.visit.held is None
