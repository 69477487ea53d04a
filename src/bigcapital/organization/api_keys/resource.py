"""``/api/api-keys``."""

from __future__ import annotations

from typing import Any

from bigcapital.organization.api_keys import operations, schema
from bigcapital.organization.here import may_mutate, record_of
from bigcapital.rest import Collection, Item, action, collection


class ApiKeyItem(Item):
    """One key."""


@collection("api-keys", item=ApiKeyItem, root=True, access="Preferences")
class ApiKeys(Collection):
    """Keys with which programs enter the organization."""


@action(ApiKeys, "", method="GET", access="user", answer=list[schema.ApiKeyOut])
def keys(api_keys: ApiKeys) -> list[dict[str, Any]]:
    """One's own keys; whoever may change the preferences sees everybody's."""
    request = api_keys.request
    owner = None if may_mutate(request) else request.caller.user.id
    return [operations.present(row) for row in operations.keys(api_keys.system, tenant_id=record_of(request).id, user_id=owner)]


@action(ApiKeys, "generate", access="Preferences", body=schema.ApiKeyIn, answer=schema.ApiKeyMade, secret=True)
def generate(api_keys: ApiKeys, data: schema.ApiKeyIn) -> dict[str, Any]:
    """Make a key for a program. It is shown once."""
    request = api_keys.request
    row, key = operations.generate(api_keys.system, tenant_id=record_of(request).id, user_id=request.caller.user.id, name=data.name)
    return {"key": key, "id": row.id}


@action(ApiKeyItem, "revoke", method="PUT", access="Preferences", answer=schema.Revoked)
def revoke(api_key: ApiKeyItem) -> dict[str, Any]:
    """Let a key open nothing any more."""
    record = record_of(api_key.request)
    row = operations.revoke(api_key.system, tenant_id=record.id, key_id=api_key.id)
    api_key.system.forget(tenant_id=record.id, user_id=row.user_id)
    return {"id": str(row.id), "revoked": True}
