"""The director's pages about staff: add, invite anew, change, close, open again."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from denizen_site.accounts import actions, queries, words
from denizen_site.accounts.actions import Invited
from denizen_site.accounts.forms import RoleForm, StaffForm
from denizen_site.accounts.gate import insist, page
from denizen_site.accounts.middleware import DeskRequest
from denizen_site.accounts.permission import AccountRecord, Action
from denizen_site.accounts.queries import StaffFacts
from denizen_site.accounts.roles import Role
from denizen_site.accounts.views.answers import UNPROCESSABLE
from denizen_site.errors import AccountError


@page(Action.MANAGE_STAFF, methods=("GET",))
def everybody(request: DeskRequest) -> HttpResponse:
    """List all accounts."""
    rows = [(one, words.ROLES[one.role]) for one in queries.staff_list(at=request.at)]
    return render(request, "accounts/staff.html", {"rows": rows})


@page(Action.MANAGE_STAFF, proved=True)
def add(request: DeskRequest) -> HttpResponse:
    """Add a member of staff and show the invitation, once."""
    form = StaffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        names = form.cleaned_data["username"], form.cleaned_data["shown_as"]
        try:
            made = actions.add(*names, role=form.chosen, at=request.at, by=request.actor.staff)
            return invited_page(request, made)
        except AccountError as error:
            form.add_error("username", words.sentence_for(error))
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "accounts/staff_add.html", {"form": form}, status=status)


@page(Action.MANAGE_STAFF, methods=("GET",))
def member(request: DeskRequest, staff: str) -> HttpResponse:
    """Show one account and what can be done with it."""
    return member_page(request, known(request, staff))


@page(Action.MANAGE_STAFF, proved=True, methods=("POST",))
def role(request: DeskRequest, staff: str) -> HttpResponse:
    """Give somebody another role."""
    facts, form = known(request, staff), RoleForm(request.POST)
    if not form.is_valid():
        return member_page(request, facts, problem=str(form.errors["role"][0]))
    insist_on(request, facts, takes_director=form.chosen is not Role.DIRECTOR)
    try:
        actions.change_role(staff, form.chosen, at=request.at, by=request.actor.staff)
    except AccountError as error:
        return member_page(request, facts, problem=words.sentence_for(error))
    return back_to(staff)


@page(Action.MANAGE_STAFF, proved=True, methods=("POST",))
def deactivate(request: DeskRequest, staff: str) -> HttpResponse:
    """Close an account."""
    facts = known(request, staff)
    insist_on(request, facts, takes_director=True)
    try:
        actions.deactivate(staff, at=request.at, by=request.actor.staff)
    except AccountError as error:
        return member_page(request, facts, problem=words.sentence_for(error))
    return back_to(staff)


@page(Action.MANAGE_STAFF, proved=True, methods=("POST",))
def reactivate(request: DeskRequest, staff: str) -> HttpResponse:
    """Open a closed account again and show its invitation, once."""
    facts = known(request, staff)
    insist_on(request, facts)
    try:
        made = actions.reactivate(staff, at=request.at, by=request.actor.staff)
    except AccountError as error:
        return member_page(request, facts, problem=words.sentence_for(error))
    return invited_page(request, made)


@page(Action.MANAGE_STAFF, proved=True, methods=("POST",))
def invite(request: DeskRequest, staff: str) -> HttpResponse:
    """Invite somebody anew who lost their factors or missed the three days."""
    facts = known(request, staff)
    insist_on(request, facts, takes_director=True)
    try:
        made = actions.invite(staff, at=request.at, by=request.actor.staff)
    except AccountError as error:
        return member_page(request, facts, problem=words.sentence_for(error))
    return invited_page(request, made)


@page(Action.MANAGE_STAFF, proved=True, methods=("POST",))
def unlock(request: DeskRequest, staff: str) -> HttpResponse:
    """Let somebody try again at once."""
    facts = known(request, staff)
    insist_on(request, facts)
    try:
        actions.unlock(staff, at=request.at, by=request.actor.staff)
    except AccountError as error:
        return member_page(request, facts, problem=words.sentence_for(error))
    return back_to(staff)


def known(request: DeskRequest, staff: str) -> StaffFacts:
    """Find an account, or answer that there is no such page."""
    try:
        return queries.staff_member(staff, at=request.at)
    except AccountError:
        raise Http404 from None


def insist_on(request: DeskRequest, facts: StaffFacts, *, takes_director: bool = False) -> None:
    """Ask again with the account: never one's own, never the last director."""
    takes = takes_director and facts.role is Role.DIRECTOR and facts.active and facts.joined
    left = queries.directors_but(facts.id)
    insist(request, AccountRecord(facts.id, takes_director=takes, directors_left=left))


def member_page(request: DeskRequest, facts: StaffFacts, *, problem: str = "") -> HttpResponse:
    """Draw one account, with what could not be done."""
    shown = {
        "member": facts,
        "role": words.ROLES[facts.role],
        "form": RoleForm(initial={"role": facts.role.value}),
        "is_own": facts.id == request.actor.staff,
        "problem": problem,
    }
    status = UNPROCESSABLE if problem else 200
    return render(request, "accounts/staff_member.html", shown, status=status)


def invited_page(request: DeskRequest, made: Invited) -> HttpResponse:
    """Show an invitation; it is nowhere afterwards."""
    where = request.build_absolute_uri(reverse("accounts:join"))
    return render(request, "accounts/invited.html", {"invited": made, "where": where})


def back_to(staff: str) -> HttpResponse:
    """Go back to the account."""
    return HttpResponseRedirect(reverse("accounts:staff-member", kwargs={"staff": staff}))
