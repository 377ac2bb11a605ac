"""The addresses of second looks, appeals, files, refused cards and the records key; a file's is random."""

from __future__ import annotations

from django.urls import path

from denizen_site.desk.views import (
    appeals,
    cases,
    records_key,
    refused_cards,
    second_look,
    sharing,
    stopping,
)

URLS = (
    path("visit/share", sharing.share, name="share"),
    path("visit/notice", sharing.notice, name="notice"),
    path("second-look", second_look.second_look, name="second-look"),
    path("second-look/override", second_look.override, name="second-look-override"),
    path("second-look/uphold", second_look.uphold, name="second-look-uphold"),
    path("second-look/match", second_look.match, name="second-look-match"),
    path("second-look/picture", second_look.picture, name="second-look-picture"),
    path("second-look/notice", second_look.notice, name="second-look-notice"),
    path("second-look/close", second_look.close, name="second-look-close"),
    path("appeal", appeals.appeal, name="appeal"),
    path("appeal/form/<slug:language>", appeals.blank, name="appeal-blank"),
    path("appeal/receipt/<slug:case>/<slug:language>", appeals.receipt, name="appeal-receipt"),
    path("cases", cases.listing, name="cases"),
    path("cases/close", cases.close_room, name="cases-close"),
    path("cases/new", cases.misconduct, name="cases-new"),
    path("cases/file/<slug:case>", cases.read, name="case"),
    path("cases/file/<slug:case>/decide", cases.decide, name="case-decide"),
    path("cases/file/<slug:case>/note", cases.note, name="case-note"),
    path("cases/file/<slug:case>/hold", cases.hold, name="case-hold"),
    path("cases/file/<slug:case>/notice", cases.notice, name="case-notice"),
    path("refused-cards", refused_cards.refused, name="refused-cards"),
    path("refused-cards/close", refused_cards.close, name="refused-cards-close"),
    path("records-key", records_key.records_key, name="records-key"),
    path("records-key/leave", records_key.give_leave, name="records-key-leave"),
    path("stop-with-evidence", stopping.stop_with_evidence, name="stop-with-evidence"),
    path("test-visit", stopping.test_visit, name="test-visit"),
)
