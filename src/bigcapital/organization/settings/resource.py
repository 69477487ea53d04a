"""``/api/settings``."""

from __future__ import annotations

from typing import Any

from bigcapital.accounting.settings import operations
from bigcapital.organization.settings import schema
from bigcapital.rest import Collection, action, collection


@collection("settings")
class Settings(Collection):
    """The organization's settings, by group and key."""


@action(Settings, "", method="GET", answer=list[schema.SettingOut])
def show(settings: Settings) -> list[dict[str, Any]]:
    """Every setting that has a value or a default."""
    found = operations.read(settings.tenant)
    return [
        {"group": group, "key": key, "value": value} for group, keys in found.items() for key, value in keys.items() if value is not None
    ]


@action(Settings, "", method="PUT", body=schema.SettingsIn)
def save(settings: Settings, data: schema.SettingsIn) -> None:
    """Save settings. What is changed elsewhere (the organization's metadata, locks, features) is passed over."""
    operations.save(settings.tenant, data.options)
