"""Settings, in JSON."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from bigcapital.rest.schema import Answer, Body, Name


class OptionIn(Body):
    """One setting to save; its type is the setting's own."""

    group: Name
    key: Name
    value: Any = None


class SettingsIn(Body):
    """Settings to save, all or none."""

    options: Annotated[list[OptionIn], Field(max_length=500)]


class SettingOut(Answer):
    """A setting that has a value."""

    group: str
    key: str
    value: bool | int | str
