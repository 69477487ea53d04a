"""A document at its address in the form that the client accepts: JSON, a page, or a PDF."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from pyramid.response import Response

from bigcapital.documents.paper.paper import Paper
from bigcapital.documents.paper.render import as_html
from bigcapital.documents.paper.sample import sample
from bigcapital.documents.schema import Template
from bigcapital.organization.templates import fields
from bigcapital.organization.templates import operations as templates
from bigcapital.organization.templates.operations import branding, branding_by, default_id
from bigcapital.organization.templates.resource import Templates
from bigcapital.organization.templates.schema import ChosenTemplate, PreviewIn, PreviewOut
from bigcapital.pdf import Embedded, page_policy
from bigcapital.rest import Collection, Item, Trait, action
from bigcapital.rest.declare import Action
from bigcapital.tenancy.tenant import Tenant

PDF, HTML, HTML_IN_JSON = "application/pdf", "text/html", "application/json+html"


class Printed(Item):
    """A document that can be printed: ``shown`` is its JSON, ``paper`` what it shows on paper."""

    accepts: ClassVar[tuple[str, ...]] = ("application/json", PDF, HTML_IN_JSON)

    def shown(self) -> dict[str, Any]:
        """The document as its GET answers it in JSON."""
        raise NotImplementedError

    def paper(self) -> Paper:
        """The document as it is printed, of what ``shown`` says."""
        raise NotImplementedError

    def printed(self) -> Paper:
        """The same in the organization's language: paper is for its customers, whoever looks at it."""
        with self.tenant.speaking():
            return self.paper()

    def page(self) -> str:
        """The document as a page."""
        return page_of(self.tenant, self.printed(), self.row.pdf_template_id)

    def show(self) -> Any:
        """The document whole; as a PDF or a page where that is what the client accepts."""
        accept = str(self.request.headers.get("Accept", "")).lower() if self.request.method == "GET" else ""
        if PDF in accept:
            return pdf_response(self.tenant, self.printed(), self.row.pdf_template_id)
        return {"html_content": self.page()} if HTML_IN_JSON in accept else self.shown()


@dataclass(frozen=True)
class FormState(Trait):
    """``GET state``: what a new form starts from: the template that what it writes has, unless another is chosen."""

    resource: str

    def actions(self, declared: type[Collection]) -> Iterable[Action]:
        yield Action(declared, "state", "GET", self._state, None, {"status": 200, "answer": Template})

    @property
    def _state(self) -> Any:
        resource = self.resource

        def state(collection: Collection) -> dict[str, Any]:
            """What a new form starts from."""
            return {"default_template_id": default_id(collection.tenant, resource)}

        return state


class OnPaper(Trait):
    """``GET :id/html``: the document as a page that does nothing but be looked at; ``PUT :id/pdf-template``: by which template."""

    def actions(self, declared: type[Collection]) -> Iterable[Action]:
        assert declared.item is not None and issubclass(declared.item, Printed)
        yield Action(declared.item, "html", "GET", html, "View", {"accepts": (HTML,)})
        yield Action(declared.item, "pdf-template", "PUT", choose_template, "Edit", {"body": ChosenTemplate})


def html(document: Printed) -> Response:
    """The document as a page."""
    body = document.page().encode()
    response = Response(body, content_type=HTML, charset="utf-8")
    response.headers["Content-Security-Policy"] = page_policy(body, pictures=True)
    return response


def choose_template(document: Printed, data: ChosenTemplate) -> None:
    """Print the document by this template; the books are not touched."""
    templates.choose(document.tenant, document.row, data.pdf_template_id)


@action(Templates, "preview", method="POST", status=200, body=PreviewIn, answer=PreviewOut)
def preview(collection: Templates, data: PreviewIn) -> dict[str, Any]:
    """A sample document by a template that says this: what the editor of templates shows while one types."""
    tenant, own = collection.tenant, fields.checked(data.resource, data.attributes)
    look = branding_by(tenant, data.resource, own)
    return {"html_content": as_html(sample(tenant, data.resource), look, tenant.record.language)}


def page_of(tenant: Tenant, paper: Paper, template_id: int | None) -> str:
    """A document as a page, by its template or the default one of its kind."""
    return as_html(paper, branding(tenant, paper.resource, template_id), tenant.record.language)


def pdf_of(tenant: Tenant, paper: Paper, template_id: int | None, embedded: Embedded | None = None) -> bytes:
    """A document as a PDF, with a file inside if one is given.

    :raises Failed: 503, this installation cannot print.
    """
    pdf: bytes = tenant.installation.services["pdf"].render(page_of(tenant, paper, template_id), embedded)
    return pdf


def pdf_response(tenant: Tenant, paper: Paper, template_id: int | None) -> Response:
    """The answer that is its PDF."""
    response = Response(pdf_of(tenant, paper, template_id), content_type=PDF)
    response.vary = ("Accept",)
    response.content_disposition = f'inline; filename="{file_name(paper)}"'
    return response


_PLAIN: Final = re.compile(r"[^A-Za-z0-9._-]+")


def file_name(paper: Paper) -> str:
    """What its PDF is saved as."""
    return f"{_PLAIN.sub('-', paper.number).strip('-.') or paper.resource}.pdf"
