"""Imports in JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from bigcapital.exchange.importing.sheets import MOST_COLUMNS
from bigcapital.rest.schema import Answer, Body, Query, Text


class MapIn(Body):
    """A heading of the file (``from``), and the column that it fills (``to``), in a ``group`` of lines if it is of one."""

    group: Text | None = None
    source: Annotated[Text, Field(alias="from")]
    to: Text
    date_format: Text | None = None

    def plain(self) -> dict[str, Any]:
        """As clients know it."""
        return {"group": self.group, "from": self.source, "to": self.to, "date_format": self.date_format}


class MappingIn(Body):
    """Which headings fill which columns; what is left out is not imported."""

    mapping: Annotated[list[MapIn], Field(max_length=MOST_COLUMNS)]


class SampleQuery(Query):
    """Whose sample, and as what."""

    resource: Text
    format: Literal["csv", "xlsx"] = "csv"


class ImportName(Answer):
    """A file that is being imported."""

    import_id: str
    resource: str


class FieldOut(Answer):
    """A column that can be filled. ``options``: what its cells may say, if they may not say anything."""

    key: str
    name: str
    required: bool
    hint: str
    type: str
    options: list[dict[str, str]]


class FieldGroup(Answer):
    """The columns of the header (``group_key`` "") or of the lines of a document."""

    group_key: str
    group_label: str
    fields: list[FieldOut]


class Proposed(Answer):
    """A heading and the column that it probably fills."""

    group: str
    to: str
    date_format: str


class Earlier(Answer):
    """That the same file was imported before."""

    import_id: str
    file_name: str
    imported_at: datetime
    created_count: int


class UploadedOut(Answer):
    """The file's headings, the columns that they may fill, and what is proposed."""

    import_: Annotated[ImportName, Field(alias="import")]
    sheet_columns: list[str]
    resource_columns: list[FieldGroup]
    mapping: list[Proposed]
    rows_count: int
    sample: list[list[str]]
    imported_before: Earlier | None


class MappedOut(Answer):
    """The file that was mapped."""

    import_: Annotated[ImportName, Field(alias="import")]


class MetaOut(ImportName):
    """What is known of a file."""

    tenant_id: int
    params: str
    map: list[dict[str, Any]]
    file_name: str
    rows_count: int
    imported_at: datetime | None
    imported_before: Earlier | None
    created_at: datetime
    updated_at: datetime | None


class ErrorOut(Answer):
    """Why a row is skipped; ``column`` is the key of the column whose fault it is, if it is one's.

    ``error_type`` is the code of the rule that refused it, where one did: as the same rule is told everywhere else.
    """

    row_number: int
    unique_value: str
    error_code: str
    error_type: str | None
    error_message: str
    column: str | None


class ResultOut(Answer):
    """What an import did, or a preview would. The first 1,000 errors are told, all are counted."""

    resource: str
    created_count: int
    skipped_count: int
    total_count: int
    errors_count: int
    errors: list[ErrorOut]
    unmapped_columns: list[str]
    unmapped_columns_count: int
    imported_before: Earlier | None


class ProgressOut(Answer):
    """How far a worker is with a long file; ``result`` once it is done. ``poll`` is where to ask again."""

    id: str
    poll: str
    action: str
    state: str
    progress: int
    message: str
    is_completed: bool
    is_running: bool
    is_waiting: bool
    is_failed: bool
    result: ResultOut | None
