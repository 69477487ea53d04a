"""Text that is none: refused at the door, since nothing behind it could store or answer it."""

from __future__ import annotations

from tests.client import Client


def test_a_path_that_is_no_text_is_not_found(anyone: Client) -> None:
    assert anyone.get("invite/check/%ED%A0%80", status=404).json["message"] == "The path must be UTF-8."


def test_half_a_character_in_a_body_is_refused_and_not_echoed(anyone: Client) -> None:
    refused = anyone.send("POST", "auth/signup", rb'{"email": "\ud800@example.com", "password": "\ud800\ud800\ud800"}', status=400)
    assert [fault["property"] for fault in refused.json["message"]] == ["body"]
