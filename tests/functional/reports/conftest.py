from __future__ import annotations

import pytest

from bigcapital.tenancy.installation import Installation
from tests import template
from tests.functional.reports.reading import Reader


@pytest.fixture
def ann(installation: Installation, tenant: template.Units) -> Reader:
    """Ann, with the standard chart and nothing posted."""
    return Reader(template.app(installation), tenant)
