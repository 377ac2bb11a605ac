"""The addresses of signing in, of one's own account, and of staff and stations."""

from __future__ import annotations

from django.urls import URLPattern

app_name = "accounts"
urlpatterns: list[URLPattern] = []
