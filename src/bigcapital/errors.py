"""Everything the product refuses, in one vocabulary; the web kernel turns it into the contract's envelopes.

The lowest layer: it knows nothing of SQL or HTTP beyond the status that the contract gives each kind of refusal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


class Refusal(Exception):
    """A request that is answered with a clear error, with nothing written."""

    status = 400


class DomainError(Refusal):
    """A rule of business said no: ``type`` is the code that clients match on, spelling included.

    Feature modules make one subclass per rule, naming ``type``; ``message`` is for people, ``payload`` for programs
    (its keys are rendered in camelCase).
    """

    type = "DOMAIN_ERROR"

    def __init__(self, message: str | None = None, *, type: str | None = None, payload: Any = None, status: int | None = None):
        super().__init__(message or type or self.type)
        self.type = type or self.type
        self.message = message
        self.payload = payload
        self.status = status or self.status


class InUse(DomainError):
    """A record that others refer to cannot go (409)."""

    status = 409


class NotFound(Refusal):
    """No such record for this caller (404)."""

    status = 404


class Unauthorized(Refusal):
    """The caller is not who may enter (401); a client signs its user out on it, so nothing else may answer so."""

    status = 401

    def __init__(self, message: str = "Unauthorized", *, type: str | None = None, error: str | None = None):
        super().__init__(message)
        self.message, self.type, self.error = message, type, error


class Forbidden(Refusal):
    """A member who may not do this (403)."""

    status = 403


class Failed(Refusal):
    """The kernel's own answers: 405, 409, 412, 413, 422, 429, 503."""

    def __init__(self, status: int, error: str, message: str, *, retry_after: int | None = None):
        super().__init__(message)
        self.status, self.error, self.message, self.retry_after = status, error, message, retry_after


@dataclass(frozen=True, slots=True)
class Fault:
    """One bad field of a body or query: ``property`` is its dotted snake_case path (rendered in camelCase)."""

    property: str
    rule: str
    sentence: str
    value: Any = None


class InvalidInput(Refusal):
    """The shape of the input is wrong: every bad field at once."""

    def __init__(self, faults: Sequence[Fault]):
        super().__init__("; ".join(fault.sentence for fault in faults))
        self.faults = tuple(faults)

    @classmethod
    def of(cls, property: str, rule: str, sentence: str, value: Any = None) -> InvalidInput:
        """One bad field."""
        return cls([Fault(property, rule, sentence, value)])
