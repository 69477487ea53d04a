"""Templates of printed documents in JSON."""

from __future__ import annotations

import datetime as dates
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from bigcapital.rest.schema import Answer, Body, Id, Name, Query

Resource = Literal["SaleInvoice", "SaleEstimate", "SaleReceipt", "CreditNote", "PaymentReceive"]


class TemplateIn(Body):
    """A new template. Attributes may stand under ``attributes`` or beside the name."""

    resource: Resource
    template_name: Name
    attributes: dict[str, Any] = {}

    @model_validator(mode="before")
    @classmethod
    def _gather(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        own = {name: data[name] for name in ("resource", "template_name", "attributes") if name in data}
        inner = own.get("attributes", {})
        beside = {name: value for name, value in data.items() if name not in own}
        return own | {"attributes": beside | inner} if isinstance(inner, dict) else own


class TemplateEdit(Body):
    """What the template says from now on; of what kind it is stays."""

    template_name: Name
    attributes: dict[str, Any]


class ChosenTemplate(Body):
    """Which template a document is printed by; none: the default one of its kind."""

    pdf_template_id: Id | None


class PreviewIn(Body):
    """What a template would say."""

    resource: Resource
    attributes: dict[str, Any] = {}


class PreviewOut(Answer):
    """``html_content``: a sample document as a page."""

    html_content: str


class TemplatesQuery(Query):
    """Which templates."""

    resource: Annotated[str, Field(max_length=64)] = ""


class TemplateOut(Answer):
    """A template in a list."""

    id: int
    resource: str
    template_name: str
    predefined: bool
    default: bool
    created_at: dates.datetime
    updated_at: dates.datetime | None
    created_at_formatted: str


class TemplateWhole(TemplateOut):
    """A template with all its attributes, and ``defaults``, what they are where it says nothing."""

    attributes: dict[str, Any]
    defaults: dict[str, Any]


class State(Answer):
    """What a new template begins with: the organization as it presents itself."""

    company_name: str
    company_address: str
    company_logo_key: str | None
    company_logo_uri: str | None
    primary_color: str | None
