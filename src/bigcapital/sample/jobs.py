"""Filling a new organization with the sample company's year."""

from __future__ import annotations

from bigcapital.jobs import job
from bigcapital.sample.books import found
from bigcapital.sample.filling import fill
from bigcapital.tenancy.tenant import Tenant


@job("organization.sample", attempts=2)
def found_sample(tenant: Tenant) -> None:
    """Begin a small company's books: with whom it deals, and in what."""
    found(tenant)
    tenant.jobs.enqueue(fill_sample)


@job("organization.sample_year", attempts=2)
def fill_sample(tenant: Tenant) -> None:
    """Write down all that the company did in a year."""
    fill(tenant)
