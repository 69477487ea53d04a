"""The API description, OpenAPI 3.1, generated from the declared endpoints and their models."""

from __future__ import annotations

import json
import typing
from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue, models_json_schema
from pydantic_core import core_schema

from bigcapital.rest.declare import Endpoint
from bigcapital.rest.tree import Collection

_REF = "#/components/schemas/{model}"
_REPORT_TYPES = {"application/json": {"type": "object"}, "application/json+table": {"$ref": "#/components/schemas/ReportSheet"}}


class _Described(GenerateJsonSchema):
    """Decimals are plain numbers on the wire."""

    def decimal_schema(self, schema: core_schema.DecimalSchema) -> JsonSchemaValue:
        return {"type": "number"}


def describe(endpoints: Iterable[Endpoint], collections: dict[str, type[Collection]], version: str) -> dict[str, Any]:
    """The whole description as plain JSON values, in a stable order."""
    ordered = sorted(endpoints, key=lambda each: (each.path, each.method))
    names, schemas = _schemas(ordered)
    paths: dict[str, Any] = {}
    for endpoint in ordered:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint, names)
    tags = [{"name": name, "description": (collections[name].__doc__ or "").strip()} for name in sorted({each.tag for each in ordered})]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Bigcapital",
            "version": version,
            "description": (
                "Accounting for many organizations, each with its own database. What answers say in words is in the first language of "
                "`Accept-Language` that the product speaks (en, ar), else in the organization's."
            ),
            "license": {"name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later"},
        },
        "servers": [{"url": "/"}],
        "tags": tags,
        "paths": paths,
        "components": {
            "schemas": schemas | _TABLES | _ERRORS,
            "securitySchemes": _SIGN_IN,
        },
    }


def write(description: dict[str, Any]) -> str:
    """The description as the text of ``docs/openapi.json``."""
    return json.dumps(description, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _schemas(endpoints: list[Endpoint]) -> tuple[dict[type[BaseModel], str], dict[str, Any]]:
    incoming = {each.body for each in endpoints if each.body is not None}
    outgoing = {model for each in endpoints for model in _models(each.answer)}
    wanted: list[tuple[Any, Any]] = [(model, "validation") for model in incoming] + [(model, "serialization") for model in outgoing]
    wanted.sort(key=lambda pair: (pair[0].__module__, pair[0].__name__, pair[1]))
    keys, definitions = models_json_schema(wanted, ref_template=_REF, schema_generator=_Described)
    names: dict[Any, str] = {model: found["$ref"].rsplit("/", 1)[1] for (model, _), found in keys.items()}
    return names, definitions.get("$defs", {})


def _models(answer: Any) -> Iterable[type[BaseModel]]:
    if isinstance(answer, type) and issubclass(answer, BaseModel):
        yield answer
    for inner in typing.get_args(answer):
        yield from _models(inner)


def _operation(endpoint: Endpoint, names: dict[type[BaseModel], str]) -> dict[str, Any]:
    summary, _, rest = (endpoint.description.strip() or endpoint.operation_id).partition("\n")
    operation: dict[str, Any] = {
        "operationId": endpoint.operation_id,
        "tags": [endpoint.tag],
        "summary": summary.rstrip("."),
        "x-permission": endpoint.permission,
        "parameters": _parameters(endpoint),
        "responses": _responses(endpoint, names),
    }
    if rest.strip():
        operation["description"] = " ".join(rest.split())
    operation["security"] = [] if endpoint.permission == "public" else [{"token": []}, {"session": []}]
    if endpoint.body is not None:
        content = {"schema": {"$ref": _REF.format(model=names[endpoint.body])}}
        operation["requestBody"] = {"required": True, "content": {"application/json": content}}
    if endpoint.multipart:
        parts: dict[str, Any] = {"file": {"type": "string", "format": "binary"}} | {name: {"type": "string"} for name in endpoint.fields}
        form = {"type": "object", "properties": parts, "required": ["file"]}
        operation["requestBody"] = {"required": True, "content": {"multipart/form-data": {"schema": form}}}
    return operation


def _parameters(endpoint: Endpoint) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for name in endpoint.parameters:
        kind = {"type": "integer", "minimum": 1} if name == "id" else {"type": "string"}
        found.append({"name": name, "in": "path", "required": True, "schema": kind})
    if endpoint.query is not None:
        schema = endpoint.query.model_json_schema(ref_template=_REF)
        definitions = schema.get("$defs", {})
        for name, property in schema.get("properties", {}).items():
            property = _inlined(property, definitions)
            one = {"name": name, "in": "query", "required": name in schema.get("required", ()), "schema": property}
            if property.get("type") == "object" or any(part.get("type") == "object" for part in property.get("anyOf", ())):
                one |= {"style": "deepObject", "explode": True}
            found.append(one)
    if endpoint.writes and not endpoint.root:
        found.append({"name": "dry_run", "in": "query", "required": False, "schema": {"enum": ["1"], "type": "string"}})
    if endpoint.writes and not endpoint.secret:
        key = {"type": "string", "minLength": 1, "maxLength": 255}
        found.append({"name": "Idempotency-Key", "in": "header", "required": False, "schema": key})
    return found


def _inlined(schema: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(schema, dict):
        if "$ref" in schema:
            return _inlined(definitions[schema["$ref"].rsplit("/", 1)[1]], definitions)
        return {key: _inlined(value, definitions) for key, value in schema.items()}
    if isinstance(schema, list):
        return [_inlined(each, definitions) for each in schema]
    return schema


def _responses(endpoint: Endpoint, names: dict[type[BaseModel], str]) -> dict[str, Any]:
    good: dict[str, Any] = {"description": "Done."}
    content = {}
    if endpoint.answer is not None:
        schema = TypeAdapter(endpoint.answer).json_schema(mode="serialization", ref_template=_REF, schema_generator=_Described)
        schema.pop("$defs", None)
        if isinstance(endpoint.answer, type) and endpoint.answer in names:
            schema = {"$ref": _REF.format(model=names[endpoint.answer])}
        content["application/json"] = {"schema": schema}
    for kind in endpoint.accepts:
        content.setdefault(kind, {"schema": _REPORT_TYPES.get(kind, {"type": "string", "format": "binary"})})
    if endpoint.answer is None and endpoint.accepts == ("application/json",):
        content = {}
    if content:
        good["content"] = content
    refused = {"application/json": {"schema": {"$ref": _REF.format(model="Refused")}}}
    later = {"description": "It takes long, so a job makes it: Location says where to ask how far it is."}
    return {
        str(endpoint.status): good,
        **({"202": later} if "application/json+table" in endpoint.accepts else {}),
        "4XX": {"description": "Refused, with nothing written.", "content": refused},
        "503": {"description": "The database is busy or away; Retry-After says when to try again."},
    }


_SIGN_IN: dict[str, Any] = {
    "token": {"type": "http", "scheme": "bearer", "description": "An access token with the organization-id header, or an API key alone."},
    "session": {"type": "apiKey", "in": "cookie", "name": "bigcapital", "description": "A browser's session; writes carry X-CSRF-Token."},
}
# Rows and columns: the one form that every report has for people.
_TABLES: dict[str, Any] = {
    "ReportSheet": {
        "type": "object",
        "properties": {
            "table": {"$ref": "#/components/schemas/ReportTable"},
            "query": {"type": "object"},
            "meta": {"type": "object", "additionalProperties": {"type": ["string", "boolean", "null"]}},
        },
        "required": ["table", "query", "meta"],
    },
    "ReportTable": {
        "type": "object",
        "properties": {
            "columns": {"type": "array", "items": {"$ref": "#/components/schemas/ReportColumn"}},
            "rows": {"type": "array", "items": {"$ref": "#/components/schemas/ReportRow"}},
        },
        "required": ["columns", "rows"],
    },
    "ReportColumn": {
        "type": "object",
        "properties": {
            "key": {"type": "string"},
            "label": {"type": "string"},
            "cell_index": {"type": "integer"},
            "children": {"type": "array", "items": {"$ref": "#/components/schemas/ReportColumn"}},
        },
        "required": ["key", "label", "cell_index", "children"],
    },
    "ReportRow": {
        "type": "object",
        "properties": {
            "cells": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"key": {"type": "string"}, "value": {"type": "string"}},
                    "required": ["key", "value"],
                },
            },
            "row_types": {"type": "array", "items": {"type": "string"}},
            "id": {"type": ["integer", "string"]},
            "children": {"type": "array", "items": {"$ref": "#/components/schemas/ReportRow"}},
            "account_id": {"type": "integer", "description": "The account whose lines are behind the row."},
            "code": {"type": ["string", "null"]},
            "date": {"type": "string", "format": "date", "description": "The day of a line, for whoever writes days their own way."},
            "reference_type": {"type": "string", "description": "With reference_id, the document behind the row."},
            "reference_id": {"type": "integer"},
        },
        "required": ["cells", "row_types"],
    },
}
_ERRORS: dict[str, Any] = {
    "Refused": {
        "type": "object",
        "description": "Why a request was refused: `message` for the shape of the input, `errors` for rules of business.",
        "properties": {
            "statusCode": {"type": "integer"},
            "error": {"type": "string"},
            "message": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"$ref": "#/components/schemas/BadField"}}]},
            "errors": {"type": "array", "items": {"$ref": "#/components/schemas/BrokenRule"}},
        },
    },
    "BadField": {
        "type": "object",
        "properties": {"property": {"type": "string"}, "constraints": {"type": "object", "additionalProperties": {"type": "string"}}},
    },
    "BrokenRule": {
        "type": "object",
        "properties": {
            "statusCode": {"type": "integer"},
            "type": {"type": "string"},
            "message": {"type": ["string", "null"]},
            "payload": {},
        },
    },
}
