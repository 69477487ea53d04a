from __future__ import annotations

import pytest
from webtest import TestApp

import bigcapital
from bigcapital.tenancy.installation import Installation
from tests import template
from tests.functional.reports.reading import Reader


@pytest.fixture
def ann(installation: Installation, tenant: template.Units) -> Reader:
    """Ann, with the standard chart and nothing posted."""
    return Reader(TestApp(bigcapital.main(installation=installation)), tenant)
