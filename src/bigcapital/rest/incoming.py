"""The bytes of a request as Python values: JSON without floats, and nested query strings."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from pyramid.request import Request

from bigcapital.errors import InvalidInput

_PART = re.compile(r"\[([^\[\]]*)\]")
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
_DEPTH = 200


def _exact(text: str) -> Decimal:
    if "e" in text or "E" in text:
        raise ValueError(f"{text[:40]} has an exponent")
    return Decimal(text)


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not a number")


def json_body(request: Request) -> Any:
    """The body as JSON; an empty one is ``{}``. Raises ``InvalidInput`` for what is not a JSON object."""
    raw = request.body
    if not raw.strip():
        return {}
    if raw.count(b"[") + raw.count(b"{") > _DEPTH and _too_deep(raw):
        raise InvalidInput.of("body", "isJson", "body is nested too deeply")
    try:
        value = json.loads(raw, parse_float=_exact, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise InvalidInput.of("body", "isJson", f"body must be JSON: {error}"[:300]) from None
    if not isinstance(value, dict):
        raise InvalidInput.of("body", "isObject", "body must be a JSON object")
    if _HALF.search(raw) and not _can_be_written(value):
        raise InvalidInput.of("body", "isJson", "body must be JSON: it has half a character")
    return value


def _can_be_written(value: Any) -> bool:
    """Whether all text in it is whole: JSON can escape half of a surrogate pair, which neither UTF-8 nor a column holds."""
    try:
        json.dumps(value, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        return False
    return True


def _too_deep(raw: bytes) -> bool:
    depth = 0
    for byte in raw:
        depth += (byte in b"[{") - (byte in b"]}")
        if depth > _DEPTH:
            return True
    return False


def query_values(request: Request) -> dict[str, Any]:
    """The query as nested values: ``a[b]=1``, ``a[]=1``, ``a[0]=1`` and repeated keys are all understood."""
    try:
        pairs = list(request.GET.items())
    except UnicodeDecodeError:
        raise InvalidInput.of("query", "isText", "the query must be UTF-8") from None
    values: dict[str, Any] = {}
    for key, value in pairs:
        head, parts = key.split("[", 1)[0], _PART.findall(key)
        _place(values, [head, *parts][:6], value)
    return {key: _listed(value) for key, value in values.items()}


def _place(values: dict[str, Any], path: list[str], value: str) -> None:
    here = values
    for part in path[:-1]:
        following = here.get(part)
        if not isinstance(following, dict):
            following = here[part] = {} if following is None else {"": following}
        here = following
    last = path[-1]
    if last in here:
        earlier = here[last]
        here[last] = [*earlier, value] if isinstance(earlier, list) else [earlier, value]
    else:
        here[last] = [value] if last == "" else value


def _listed(value: Any) -> Any:
    """Objects whose keys are all indexes (or the empty ``[]``) are arrays."""
    if not isinstance(value, dict):
        return value
    if all(key == "" or key.isdecimal() for key in value):
        items: list[Any] = []
        for key in sorted(value, key=lambda key: (int(key or 0), key)):
            inner = _listed(value[key])
            items.extend(inner) if isinstance(inner, list) and key == "" else items.append(inner)
        return items
    return {key: _listed(inner) for key, inner in value.items()}
