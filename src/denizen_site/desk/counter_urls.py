"""Addresses of the desk's pages that are no step of a visit: cards, the day, stock, the queue, the ledger."""

from __future__ import annotations

from django.urls import path

from denizen_site.desk.views import cards, day, ledger, queue, stock, telephone

CARDS = [
    path("cards", cards.cards, name="cards"),
    path("cards/card", cards.find, name="card"),
    path("cards/held", cards.held, name="card-held"),
    path("cards/follow", cards.follow, name="card-follow"),
    path("cards/stop", cards.stop, name="card-stop"),
    path("cards/telephone", telephone.telephone, name="telephone"),
]
DAY = [
    path("day", day.day, name="day"),
    path("day/close", day.close, name="close"),
    path("day/counted", day.counted, name="counted"),
    path("day/sign-off", day.sign_off, name="sign-off"),
    path("stock", stock.stock, name="stock"),
    path("stock/receive", stock.receive, name="stock-receive"),
    path("stock/spoil", stock.spoil, name="stock-spoil"),
    path("stock/count", stock.count, name="stock-count"),
]
QUEUE = [
    path("queue", queue.queue, name="print-queue"),
    path("queue/make", queue.make, name="batch-make"),
    path("queue/file", queue.file, name="batch-file"),
    path("queue/spoilt", queue.spoilt, name="batch-spoilt"),
    path("queue/accept", queue.accept, name="batch-accept"),
    path("pick-up", queue.pick_up, name="pick-up"),
    path("pick-up/done", queue.pick_up_done, name="pick-up-done"),
]
LEDGER = [
    path("ledger", ledger.ledger, name="ledger"),
    path("ledger/check", ledger.check, name="ledger-check"),
    path("ledger/check-log", ledger.check_log, name="log-check"),
    path("ledger/day/<day:day>", ledger.one_day, name="ledger-day"),
    path("ledger/ledger.csv", ledger.as_csv, name="ledger-csv"),
    path("register", ledger.register, name="register"),
]
urlpatterns = [*CARDS, *DAY, *QUEUE, *LEDGER]
