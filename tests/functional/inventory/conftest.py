"""Ann's organization; on the real MariaDB where a test is marked so."""

from __future__ import annotations

from tests.functional.contacts.conftest import member
from tests.functional.organization.conftest import installation, invited, letters

__all__ = ["installation", "invited", "letters", "member"]
