"""Writing XML: an element at a time, and none that would be empty. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

from bigcapital.ledger.money import plain

Namespaces = Mapping[str, str]


def known(namespaces: Namespaces) -> Namespaces:
    """Namespaces by prefix, which documents are written with. A prefix means the same in all documents."""
    for prefix, uri in namespaces.items():
        ElementTree.register_namespace(prefix, uri)
    return namespaces


class Node:
    """An element that is being written; names have the prefixes of its document's namespaces, as ``cbc:ID``."""

    def __init__(self, element: ElementTree.Element, namespaces: Namespaces):
        self._element, self._namespaces = element, namespaces

    @classmethod
    def root(cls, name: str, namespaces: Namespaces) -> Node:
        """The root of a document."""
        node = cls(ElementTree.Element(""), namespaces)
        node._element.tag = node._qualified(name)
        return node

    def inside(self, name: str) -> Node:
        """A new element in this one, for others to stand in."""
        return Node(ElementTree.SubElement(self._element, self._qualified(name)), self._namespaces)

    def put(self, name: str, value: Any, **attributes: str | None) -> None:
        """An element that holds a value; none where the value is None or blank."""
        written = _written(value)
        if written:
            given = {key: attribute for key, attribute in attributes.items() if attribute}
            ElementTree.SubElement(self._element, self._qualified(name), given).text = written

    def bytes(self) -> bytes:
        """The whole document, in UTF-8."""
        ElementTree.indent(self._element)
        written: bytes = ElementTree.tostring(self._element, encoding="UTF-8", xml_declaration=True)
        return written

    def _qualified(self, name: str) -> str:
        prefix, _, local = name.rpartition(":")
        return f"{{{self._namespaces[prefix]}}}{local}"


def _written(value: Any) -> str:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
