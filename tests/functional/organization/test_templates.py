"""Templates of printed documents."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import pytest

from bigcapital.organization.templates.fields import FIELDS, checked, defaults, words
from bigcapital.organization.templates.operations import branding
from tests.client import Client, codes
from tests.template import Units

PNG = b"\x89PNG\r\n\x1a\n12"


def made(ann: Client, resource: str = "SaleInvoice", name: str = "Blue", **attributes: Any) -> int:
    return int(ann.post("pdf-templates", {"resource": resource, "template_name": name, "attributes": attributes}).json["id"])


def the_default(ann: Client, resource: str = "SaleInvoice") -> list[int]:
    return [row["id"] for row in ann.get(f"pdf-templates?resource={resource}").json if row["default"]]


def test_an_organization_begins_with_one_of_each_kind(ann: Client) -> None:
    rows = ann.get("pdf-templates").json
    assert [row["resource"] for row in rows] == list(FIELDS)
    assert all(row["predefined"] and row["default"] and row["template_name"] == "Standard Template" for row in rows)


def test_a_template_says_what_was_said_and_no_more(ann: Client) -> None:
    id = made(ann, primary_color="#123456", show_due_date=False, due_date_label="Pay by", nonsense="x", due_amount_label=None)
    shown = ann.get(f"pdf-templates/{id}").json
    own = {"primary_color": "#123456", "show_due_date": False, "due_date_label": "Pay by", "company_logo_uri": None}
    assert shown["attributes"]["attributes"] == own and own.items() <= shown["attributes"].items()
    assert shown["defaults"]["due_date_label"] == "Due date" and not shown["predefined"] and not shown["default"]
    assert ann.put(f"pdf-templates/{id}", {"template_name": "Red", "attributes": {"primary_color": "#f00"}}).body == b""
    assert ann.get(f"pdf-templates/{id}").json["attributes"]["attributes"]["primary_color"] == "#f00"
    assert ann.get(f"pdf-templates/{id}").json["attributes"].get("due_date_label") is None


def test_attributes_may_stand_beside_the_name_and_under_other_names(ann: Client) -> None:
    body = {"resource": "SaleInvoice", "templateName": "Flat", "itemNameLabel": "Work", "showBilledFromAddress": 0}
    own = ann.post("pdf-templates", body).json["attributes"]["attributes"]
    assert (own["line_item_label"], own["show_company_address"]) == ("Work", False)


@pytest.mark.parametrize(
    "attributes",
    [{"primary_color": "red; background: url(http://x)"}, {"show_total": "perhaps"}, {"total_label": "x" * 300}, {"total_label": ["x"]}],
)
def test_an_attribute_that_is_not_what_it_should_be_is_named(ann: Client, attributes: dict[str, Any]) -> None:
    refused = ann.post("pdf-templates", {"resource": "SaleInvoice", "template_name": "x", "attributes": attributes}, status=400)
    (name,) = attributes
    first, *rest = name.split("_")
    assert refused.json["message"][0]["property"] == "attributes." + first + "".join(word.title() for word in rest)
    assert len(ann.get("pdf-templates").json) == len(FIELDS)


def test_a_kind_that_does_not_exist_is_refused(ann: Client) -> None:
    assert codes(ann.post("pdf-templates", {"resource": "Nonsense", "template_name": "x"}, status=400)) == ["VALIDATION_ERROR"]


def test_one_of_a_kind_is_the_default_and_the_predefined_one_follows_it(ann: Client) -> None:
    (first,) = the_default(ann)
    id, other = made(ann), made(ann, "CreditNote")
    assert ann.put(f"pdf-templates/{id}/assign-default").body == b"" and the_default(ann) == [id]
    assert the_default(ann, "CreditNote") != [other]
    assert ann.delete(f"pdf-templates/{id}").body == b"" and the_default(ann) == [first]
    assert codes(ann.delete(f"pdf-templates/{first}", status=400)) == ["CANNOT_DELETE_PREDEFINED_PDF_TEMPLATE"]


def test_a_new_template_begins_with_the_organization_as_it_presents_itself(ann: Client) -> None:
    address = {"address_1": "1 Main St", "city": "Springfield", "postal_code": "12345"}
    ann.put("organization", {"address": address, "primary_color": "#abcdef"})
    assert ann.get("pdf-templates/state").json == {
        "company_name": "Ann's Books",
        "company_address": "1 Main St\n12345 Springfield",
        "company_logo_key": None,
        "company_logo_uri": None,
        "primary_color": "#abcdef",
    }


def test_a_document_is_printed_by_its_template_else_the_default_else_the_organization(ann: Client, tenant: Units) -> None:
    key = ann.upload(PNG).json["data"]["key"]
    pdf = ann.upload(b"%PDF-1.7").json["data"]["key"]
    blue = made(ann, primary_color="#00f", company_name="Blue & Sons", company_logo_key=key)
    with tenant(writer=False) as t:
        assert branding(t, "SaleInvoice", None).attributes["primary_color"] == defaults("SaleInvoice", "en")["primary_color"]
        found = branding(t, "SaleInvoice", blue)
        assert (found.company_name, found.logo) == ("Blue & Sons", ("image/png", PNG))
        assert branding(t, "SaleInvoice", 10**9).attributes["primary_color"] != "#00f"
        assert branding(t, "CreditNote", blue).attributes["primary_color"] != "#00f", "a template of another kind is none"
    ann.put("organization", {"primary_color": "#abcdef", "logo_key": pdf})
    tenant.record = tenant.installation.directory.record(tenant.record.id)
    with tenant(writer=False) as t:
        found = branding(t, "CreditNote", None)
        assert (found.attributes["primary_color"], found.logo) == ("#abcdef", None), "a PDF is no logo"


def test_who_may_not_change_preferences_reads_templates_alone(ann: Client, invited: Callable[..., Client]) -> None:
    permissions = [{"subject": "SaleInvoice", "ability": "View", "value": True}]
    role = ann.post("roles", {"role_name": "Clerk", "role_description": "x", "permissions": permissions}).json["data"]["id"]
    clerk = invited("clerk@example.com", role)
    id = clerk.get("pdf-templates").json[0]["id"]
    clerk.post("pdf-templates", {"resource": "SaleInvoice", "template_name": "x"}, status=403)
    clerk.put(f"pdf-templates/{id}/assign-default", status=403)


@pytest.mark.parametrize("resource", FIELDS)
def test_every_text_of_a_template_has_its_arabic(resource: str) -> None:
    fields = FIELDS[resource]
    english = {fields.title, "Billed to", *fields.shown.values(), *fields.columns.values()}
    assert {text for text in english if words(text, "ar") == text} == set()
    assert checked(resource, defaults(resource, "ar")) == {
        name: value for name, value in defaults(resource, "ar").items() if value is not None
    }


@pytest.mark.parametrize("resource", FIELDS)
def test_what_a_template_would_say_is_seen_before_it_is_saved(ann: Client, resource: str) -> None:
    shown = FIELDS[resource].shown
    body = {"resource": resource, "attributes": {"primary_color": "#123456", "show_company_address": False}}
    page = ann.post("pdf-templates/preview", body, status=200).json["html_content"]
    assert "#123456" in page and all(escape(label) in page for name, label in shown.items() if name != "taxes")
    (first, *_) = shown
    body["attributes"] = {f"show_{first}": False, "total_label": "All & all", "company_name": "<script>"}
    page = ann.post("pdf-templates/preview", body, status=200).json["html_content"]
    assert shown[first] not in page and "All &amp; all" in page and "<script>" not in page
    assert len(ann.get("pdf-templates").json) == len(FIELDS), "nothing is stored"


def test_a_preview_refuses_what_a_template_refuses(ann: Client) -> None:
    for body in ({"resource": "Nothing"}, {"resource": "SaleInvoice", "attributes": {"primary_color": "url(http://x)"}}):
        ann.post("pdf-templates/preview", body, status=400)
