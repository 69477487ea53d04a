"""Idempotency keys are kept for a day, then swept away."""

from __future__ import annotations

from sqlalchemy import Engine, Table

from bigcapital import clock
from bigcapital.jobs import job
from bigcapital.rest.idempotency import sweep
from bigcapital.rest.model import SYSTEM_KEYS, TENANT_KEYS
from bigcapital.tenancy.installation import System
from bigcapital.tenancy.model import State


@job("idempotency.sweep", system=True, effect=False, attempts=1, cron="50 3 * * *")
def sweep_keys(system: System) -> None:
    """Each night, in the system database and in every tenant's. One that is away is swept the next night."""
    installation = system.installation
    _swept(installation.system_writer_engine, SYSTEM_KEYS)
    failed: Exception | None = None
    for record in installation.directory.records(State.READY):
        try:
            _swept(installation.tenant_engine(record), TENANT_KEYS)
        except Exception as error:  # the others' turn comes all the same
            failed = error
    if failed is not None:
        raise failed


def _swept(engine: Engine, table: Table) -> None:
    with engine.execution_options(writer=True).begin() as connection:
        sweep(connection, table, clock.now())
