"""The addresses of demands for records and of the door; a demand's reference is random and names nobody."""

from __future__ import annotations

from django.urls import path

from denizen_site.desk.views import demands, door

URLS = (
    path("demands", demands.listing, name="demands"),
    path("demands/new", demands.receive, name="demand-new"),
    path("demands/deadlines.ics", demands.deadlines, name="deadlines"),
    path("demands/on/<slug:demand>", demands.demand, name="demand"),
    path("demands/on/<slug:demand>/search", demands.search, name="demand-search"),
    path("demands/on/<slug:demand>/reply", demands.propose, name="demand-reply"),
    path("demands/on/<slug:demand>/sign", demands.sign, name="demand-sign"),
    path("demands/on/<slug:demand>/sent", demands.close, name="demand-close"),
    path("demands/on/<slug:demand>/share", demands.share, name="demand-share"),
    path("demands/on/<slug:demand>/hold", demands.hold, name="demand-hold"),
    path("demands/on/<slug:demand>/lift", demands.lift, name="demand-lift"),
    path("demands/on/<slug:demand>/letter/<slug:language>", demands.letter, name="demand-letter"),
    path("door", door.door, name="door"),
    path("door/resume", door.resume, name="door-resume"),
)
