"""A worker for the campaigns to kill: ``python -m tests.campaigns.working SETTINGS_JSON LEASE_SECONDS [PROCESSES]``."""

from __future__ import annotations

import sys

from bigcapital.config import Settings
from bigcapital.jobs import run_worker
from bigcapital.log import configure
from bigcapital.starting import start
from bigcapital.tenancy.installation import Installation


def start_with_deeds(settings: Settings) -> Installation:
    """The product, and the jobs that the campaigns count with."""
    from tests.functional.jobs import deeds

    assert deeds.counting.name
    return start(settings)


if __name__ == "__main__":
    settings = Settings.model_validate_json(sys.argv[1])
    configure("INFO")
    installation = start_with_deeds(settings)
    try:
        run_worker(installation, lease=float(sys.argv[2]), processes=int(sys.argv[3]), start=start_with_deeds)
    finally:
        installation.close()
