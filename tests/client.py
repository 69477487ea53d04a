"""Somebody in front of the API, in tests."""

from __future__ import annotations

from typing import Any

from webtest import TestApp, TestResponse


class Client:
    """A caller of ``/api/``. ``status`` is what they expect; None: success. ``headers`` with ``_`` for the dash."""

    def __init__(self, app: TestApp, headers: dict[str, str] | None = None):
        self.app, self.headers = app, headers or {}

    def get(self, path: str, status: int | None = None, **headers: str) -> TestResponse:
        return self.app.get(f"/api/{path}", headers=self._with(headers), status=status)

    def post(self, path: str, body: Any = None, status: int | None = None, **headers: str) -> TestResponse:
        return self.app.post_json(f"/api/{path}", {} if body is None else body, headers=self._with(headers), status=status)

    def put(self, path: str, body: Any = None, status: int | None = None, **headers: str) -> TestResponse:
        return self.app.put_json(f"/api/{path}", {} if body is None else body, headers=self._with(headers), status=status)

    def patch(self, path: str, body: Any = None, status: int | None = None, **headers: str) -> TestResponse:
        return self.app.patch_json(f"/api/{path}", {} if body is None else body, headers=self._with(headers), status=status)

    def delete(self, path: str, status: int | None = None, **headers: str) -> TestResponse:
        return self.app.delete(f"/api/{path}", headers=self._with(headers), status=status)

    def send(self, method: str, path: str, body: bytes, status: int | None = None, **headers: str) -> TestResponse:
        """Bytes as they are, as JSON."""
        given = {"Content-Type": "application/json"} | self._with(headers)
        return self.app.request(f"/api/{path}", method=method, body=body, headers=given, status=status, expect_errors=status is not None)

    def upload(self, content: bytes, name: str = "receipt.pdf", status: int | None = None, **headers: str) -> TestResponse:
        """A file to be attached, as a browser's form sends it."""
        files = [("file", name, content)]
        return self.app.post("/api/attachments", upload_files=files, headers=self._with(headers), status=status)

    def _with(self, headers: dict[str, str]) -> dict[str, str]:
        return self.headers | {name.replace("_", "-"): value for name, value in headers.items()}


def codes(response: TestResponse) -> list[str]:
    """The error codes of a refusal."""
    return [error["type"] for error in response.json["errors"]]
