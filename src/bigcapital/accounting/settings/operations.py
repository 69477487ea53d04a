"""Reading and saving an organization's settings, wherever each is kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from sqlalchemy import select

from bigcapital import clock
from bigcapital.accounting import numbering
from bigcapital.accounting.remembered import remembered
from bigcapital.accounting.settings.declared import ALIASES, CHOICES, DECLARED, Home, Setting, as_type
from bigcapital.accounting.settings.model import SettingRow
from bigcapital.errors import DomainError, Fault, InvalidInput
from bigcapital.tenancy.tenant import Tenant


class SettingNotDefined(DomainError):
    """There is no setting of this group and key."""

    type = "OPTIONS.KEY.NOT.DEFINED"


class Option(Protocol):
    """One setting to save."""

    @property
    def group(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def value(self) -> Any: ...


def read(tenant: Tenant) -> dict[str, dict[str, Any]]:
    """Every setting by group and key; ``None`` where it has neither a value nor a default."""
    stored = remembered(tenant, "settings", _stored)
    series, locks = json.loads(tenant.head.numbering), json.loads(tenant.head.locks)
    homes = _Homes(tenant, stored, series, locks)
    return {group: {key: homes.value(group, key, setting) for key, setting in keys.items()} for group, keys in DECLARED.items()}


def value(tenant: Tenant, group: str, key: str) -> Any:
    """One setting of the settings table, or its default. It costs a statement once per change of the metadata."""
    setting = DECLARED[group][key]
    if setting.home not in {Home.TABLE, Home.SYSTEM}:
        raise LookupError(f"{group}.{key} is not kept in the settings table")
    return remembered(tenant, "settings", _stored).get((group, key), setting.default)


def _stored(tenant: Tenant) -> dict[tuple[str, str], Any]:
    rows = tenant.session.execute(select(SettingRow.group, SettingRow.key, SettingRow.value))
    return {(group, key): json.loads(text) for group, key, text in rows}


def save(tenant: Tenant, options: Sequence[Option]) -> None:
    """Save what clients may set here; what belongs elsewhere (metadata, locks) is passed over.

    Raises ``SettingNotDefined`` for the first unknown key, ``InvalidInput`` naming all values of a wrong type.
    """
    wanted: list[tuple[str, str, Setting, Any]] = []
    faults: list[Fault] = []
    for index, option in enumerate(options):
        key = ALIASES.get((option.group, option.key), option.key)
        setting = DECLARED.get(option.group, {}).get(key)
        if setting is None:
            about = {"group": option.group, "key": option.key}
            raise SettingNotDefined(f"There is no setting {option.group}.{option.key}.", payload=about)
        try:
            if setting.home.writable:
                wanted.append((option.group, key, setting, _checked(option.group, key, setting, option.value)))
        except ValueError as error:
            faults.append(Fault(f"options.{index}.value", "isType", f"{option.group}.{key} {error}"))
    if faults:
        raise InvalidInput(faults)
    for group, key, setting, new in wanted:
        _write(tenant, group, key, setting, new)
    tenant.bump_metadata()


def put(tenant: Tenant, group: str, key: str, new: Any) -> None:
    """Set a setting of the settings table from inside the product."""
    setting = DECLARED[group][key]
    if setting.home not in {Home.TABLE, Home.SYSTEM}:
        raise LookupError(f"{group}.{key} is not kept in the settings table")
    _write(tenant, group, key, setting, as_type(setting, new))
    tenant.bump_metadata()


def _checked(group: str, key: str, setting: Setting, given: Any) -> Any:
    found = as_type(setting, given)
    choices = CHOICES.get((group, key))
    if choices and found not in choices:
        raise ValueError(f"must be one of {', '.join(choices)}")
    if setting.home is Home.NUMBERING:
        if setting.field == "next" and (not found or found[-1] not in "0123456789" or len(found) > 100):
            raise ValueError("must end with a number")
        if setting.field == "prefix" and found is not None and len(found) > 100:
            raise ValueError("must have at most 100 characters")
        if setting.field == "auto" and found is None:
            raise ValueError("must be true or false")
    return found


def _write(tenant: Tenant, group: str, key: str, setting: Setting, new: Any) -> None:
    if setting.home is Home.NUMBERING:
        moved: dict[str, Any] = {str(setting.field): "" if new is None else new}
        numbering.set_series(tenant, group, replace(numbering.series(tenant, group), **moved))
        return
    row = tenant.session.scalar(select(SettingRow).where(SettingRow.group == group, SettingRow.key == key))
    if row is None:
        row = SettingRow(group=group, key=key)
        tenant.session.add(row)
    row.value, row.updated_at = json.dumps(new, ensure_ascii=False), clock.now()
    tenant.session.flush()


def defaults_of(group: str) -> dict[str, Any]:
    """A number series as it begins."""
    return {setting.field or key: setting.default for key, setting in DECLARED[group].items() if setting.home is Home.NUMBERING}


@dataclass(frozen=True)
class _Homes:
    """Everywhere that settings are kept, read once."""

    tenant: Tenant
    stored: dict[tuple[str, str], Any]
    series: dict[str, Any]
    locks: dict[str, Any]

    def value(self, group: str, key: str, setting: Setting) -> Any:
        """One setting, or its default."""
        if setting.home is Home.NUMBERING:
            return self.series.get(group, {}).get(setting.field, setting.default)
        if setting.home is Home.METADATA:
            return getattr(self.tenant.record, setting.field or key)
        if setting.home is Home.LOCKS:
            return self._lock(key, setting)
        return self.stored.get((group, key), setting.default)

    def _lock(self, key: str, setting: Setting) -> Any:
        if key == "locking-type":
            return self.locks.get("type", setting.default)
        module, _, field = key.partition(".")
        return (self.locks.get(module) or {}).get(field)
