from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.functional.exchange.companies import Town, town
from tests.functional.organization.conftest import invited, letters  # noqa: F401


@pytest.fixture(scope="session")
def where(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """One product for all companies of a run: its start is what costs."""
    with town(tmp_path_factory.mktemp("companies")) as made:
        yield made
