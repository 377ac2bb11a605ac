"""The desk's addresses; none of them ever carries a name, a number or a code."""

from __future__ import annotations

from django.urls import path

from denizen_site.custody.bound_charter import bound_charter
from denizen_site.desk import case_urls, counter_urls, demand_urls
from denizen_site.desk.views import (
    confirm,
    fees,
    hand_over,
    home,
    issue,
    papers,
    person,
    photo,
    recheck,
    sheet,
)
from denizen_site.ui.theme import theme_view

app_name = "desk"
urlpatterns = [
    path("theme.css", theme_view(lambda: bound_charter().art), name="theme"),
    path("", home.home, name="home"),
    path("demonstration/<str:secret>", home.take_a_seat, name="take-a-seat"),
    path("visit/begin", home.begin, name="begin"),
    path("visit/", home.go_on, name="go-on"),
    path("visit/end", home.end, name="end"),
    path("visit/papers", papers.papers, name="papers"),
    path("visit/sheet", sheet.sheet, name="sheet"),
    path("visit/person", person.person, name="person"),
    path("visit/person/keep", person.keep, name="keep"),
    path("visit/photo", photo.photo, name="photo"),
    path("visit/confirm", confirm.confirm, name="confirm"),
    path("visit/issue", issue.issue, name="issue"),
    path("visit/card.pdf", issue.card_pdf, name="card-pdf"),
    path("visit/slip.pdf", issue.slip_pdf, name="slip-pdf"),
    path("visit/printed", issue.printed, name="printed"),
    path("visit/reprint", issue.reprint, name="reprint"),
    path("visit/ticket", issue.ticket, name="ticket"),
    path("visit/receipt", fees.receipt, name="receipt"),
    path("visit/hand-over", hand_over.hand_over, name="hand-over"),
    path("done", hand_over.done, name="done"),
    path("recheck", recheck.recheck, name="recheck"),
    path("recheck/visit", recheck.recheck_visit, name="recheck-visit"),
    path("recheck/picture", recheck.recheck_picture, name="recheck-picture"),
    path("recheck/card.pdf", recheck.recheck_card, name="recheck-card"),
    path("what-to-bring/<slug:language>", sheet.what_to_bring, name="what-to-bring"),
    *counter_urls.urlpatterns,
    *case_urls.URLS,
    *demand_urls.URLS,
]
