"""Runs or writes the migrations of the tenant database for the ``alembic`` command; the product itself uses the same functions."""

from alembic import context

from bigcapital.tenancy.schema import serve_alembic

serve_alembic(context, "tenant")
