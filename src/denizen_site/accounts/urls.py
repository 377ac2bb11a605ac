"""The addresses of signing in, of one's own account, and of staff and stations."""

from __future__ import annotations

from django.urls import path

from denizen_site.accounts.views import join, own_account, sign_in, staff, stations

app_name = "accounts"
urlpatterns = [
    path("sign-in/", sign_in.password, name="sign-in"),
    path("sign-in/code/", sign_in.code, name="code"),
    path("sign-in/passkey/question/", sign_in.passkey_question, name="sign-in-question"),
    path("sign-in/passkey/answer/", sign_in.passkey_answer, name="sign-in-answer"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("join/", join.invitation, name="join"),
    path("join/password/", join.password, name="join-password"),
    path("join/factor/", join.factor, name="join-factor"),
    path("join/factor/picture.svg", join.picture, name="join-picture"),
    path("join/passkey/question/", join.passkey_question, name="join-question"),
    path("join/passkey/answer/", join.passkey_answer, name="join-answer"),
    path("account/", own_account.account, name="account"),
    path("account/prove/", own_account.prove, name="prove"),
    path("account/password/", own_account.password, name="password"),
    path("account/language/", own_account.language, name="language"),
    path("account/app/", own_account.app, name="app"),
    path("account/app/picture.svg", own_account.picture, name="app-picture"),
    path("account/app/remove/", own_account.remove_app, name="app-remove"),
    path("account/passkeys/add/", own_account.add_passkey, name="passkey-add"),
    path("account/passkeys/question/", own_account.passkey_question, name="passkey-question"),
    path("account/passkeys/answer/", own_account.passkey_answer, name="passkey-answer"),
    path(
        "account/passkeys/<slug:passkey>/remove/",
        own_account.remove_passkey,
        name="passkey-remove",
    ),
    path("account/codes/", own_account.codes, name="codes"),
    path("account/sessions/<slug:session>/end/", own_account.end_session, name="session-end"),
    path("staff/", staff.everybody, name="staff"),
    path("staff/add/", staff.add, name="staff-add"),
    path("staff/<slug:staff>/", staff.member, name="staff-member"),
    path("staff/<slug:staff>/role/", staff.role, name="staff-role"),
    path("staff/<slug:staff>/deactivate/", staff.deactivate, name="staff-deactivate"),
    path("staff/<slug:staff>/reactivate/", staff.reactivate, name="staff-reactivate"),
    path("staff/<slug:staff>/invite/", staff.invite, name="staff-invite"),
    path("staff/<slug:staff>/unlock/", staff.unlock, name="staff-unlock"),
    path("stations/", stations.every, name="stations"),
    path("stations/register/", stations.register, name="station-register"),
    path("stations/<slug:station>/retire/", stations.retire, name="station-retire"),
]
