"""Bodies and queries that a schema accepts, made from the schema itself, so that a new endpoint needs no list here."""

from __future__ import annotations

from typing import Any

_WORDS = {"email": "someone@example.com", "currency_code": "USD", "base_currency": "USD", "timezone": "UTC", "location": "US"}


class CannotFill(AssertionError):
    """The generator does not know what to send; it must be taught, or the endpoint's schema made clearer."""


def example(schema: dict[str, Any], *, word: str = "", definitions: dict[str, Any] | None = None, everything: bool = False) -> Any:
    """A value of a JSON schema: required properties, or ``everything``."""
    definitions = definitions or schema.get("$defs", {})
    if "$ref" in schema:
        return example(definitions[schema["$ref"].rsplit("/", 1)[1]], word=word, definitions=definitions, everything=everything)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            chosen = [one for one in schema[several] if one.get("type") != "null"]
            return example(chosen[0], word=word, definitions=definitions, everything=everything)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type")
    if kind == "object":
        wanted = schema.get("properties", {}) if everything else {name: schema["properties"][name] for name in schema.get("required", ())}
        return {name: example(inner, word=name, definitions=definitions, everything=everything) for name, inner in wanted.items()}
    if kind == "array":
        return [example(schema["items"], word=word, definitions=definitions, everything=everything)] * max(1, schema.get("minItems", 0))
    if kind == "integer":
        return max(1, schema.get("minimum", 1))
    if kind == "number":
        return 1
    if kind == "boolean":
        return False
    if kind == "string":
        return _text(schema, word)
    if not kind:
        return word
    raise CannotFill(f"no example for {schema}")


def _text(schema: dict[str, Any], word: str) -> str:
    if schema.get("format") == "date":
        return "2026-01-31"
    if word in _WORDS:
        return _WORDS[word]
    pattern = schema.get("pattern")
    if pattern == "^[A-Z]{3}$":
        return "USD"
    if pattern and "@" in pattern:
        return "someone@example.com"
    if pattern and "#" in pattern:
        return "#123456"
    if pattern is not None:
        raise CannotFill(f"no example for the pattern {pattern}")
    return (word or "text").ljust(schema.get("minLength", 0), "x")[: schema.get("maxLength", 255)]
