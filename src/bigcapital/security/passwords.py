"""Passwords: argon2id, and an answer that takes as long for nobody as for somebody."""

from __future__ import annotations

from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bigcapital.config import Settings

SHORTEST, LONGEST = 8, 128


def hash_password(settings: Settings, password: str) -> str:
    """The argon2id hash to store, its parameters within."""
    return _hasher(settings.argon2_time_cost, settings.argon2_memory_cost)[0].hash(password)


def is_password(settings: Settings, stored: str | None, password: str) -> bool:
    """Whether ``password`` is the one behind ``stored``; with nothing stored the same work is done for a no."""
    hasher, nobody = _hasher(settings.argon2_time_cost, settings.argon2_memory_cost)
    try:
        return hasher.verify(stored or nobody, password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def is_outdated(settings: Settings, stored: str) -> bool:
    """Whether ``stored`` was made with other parameters than today's, so that a sign-in should renew it."""
    return _hasher(settings.argon2_time_cost, settings.argon2_memory_cost)[0].check_needs_rehash(stored)


@lru_cache(maxsize=4)
def _hasher(time_cost: int, memory_cost: int) -> tuple[PasswordHasher, str]:
    hasher = PasswordHasher(time_cost=time_cost, memory_cost=memory_cost, parallelism=1)
    return hasher, hasher.hash("the password of nobody")
