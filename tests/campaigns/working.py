"""A worker process for the campaigns to kill: ``python -m tests.campaigns.working SETTINGS_JSON LEASE_SECONDS``."""

from __future__ import annotations

import sys

from bigcapital.config import Settings
from bigcapital.jobs import run_worker
from bigcapital.log import configure
from bigcapital.starting import start
from tests.functional.jobs import deeds as deeds

if __name__ == "__main__":
    settings = Settings.model_validate_json(sys.argv[1])
    configure("INFO")
    installation = start(settings)
    try:
        run_worker(installation, lease=float(sys.argv[2]))
    finally:
        installation.close()
