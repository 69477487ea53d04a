"""Who turns HTML into PDF: WeasyPrint, or nobody on an installation that does not print."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable
from threading import Lock
from typing import Any, Final, Protocol

from bigcapital.errors import Failed
from bigcapital.pdf.press import Embedded, Press
from bigcapital.tenancy.installation import Installation

# What WeasyPrint finds outside Python, as Debian calls it.
PACKAGES: Final = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-noto-core", "fonts-dejavu-core")
LONG: Final = 100  # rows of tables: half a second of work


class Printer(Protocol):
    """Makes PDFs of whole HTML documents. Nothing is fetched for them: styles and pictures stand in the document itself."""

    def check(self) -> None:
        """Raise as ``render`` would where this installation cannot print."""

    def render(self, html: str, embedded: Embedded | None = None) -> bytes:
        """The document as a PDF, with a file inside if one is given.

        :raises Failed: 503, this installation cannot print; the sentence says what it lacks.
        """

    def join(self, parts: Iterable[bytes]) -> bytes:
        """Several PDFs as one, their pages in order, titled as the first. Each part is let go once its pages are in."""


class NoPrinter:
    """For installations that do not print."""

    def check(self) -> None:
        raise Failed(503, "Service Unavailable", "This installation does not make PDFs (pdf.engine = none).")

    def render(self, html: str, embedded: Embedded | None = None) -> bytes:
        self.check()
        return b""

    def join(self, parts: Iterable[bytes]) -> bytes:
        self.check()
        return b""


class WeasyPrinter:
    """WeasyPrint, imported when it is first needed: that takes two seconds, and libraries that a machine may lack.

    What has more rows of tables than ``long`` is printed by a process of its own.
    """

    def __init__(self, *, long: int = LONG) -> None:
        self._lock, self._press, self._long = Lock(), Press(), long
        self._fonts: Any = None

    def check(self) -> None:
        _weasyprint()

    def close(self) -> None:
        """End what was started."""
        self._press.close()

    def render(self, html: str, embedded: Embedded | None = None) -> bytes:
        if html.count("<tr") > self._long:
            return self._press.render(html, embedded)
        weasyprint = _weasyprint()
        with self._lock:  # its fonts are not made for several threads at once
            if self._fonts is None:
                self._fonts = weasyprint.text.fonts.FontConfiguration()
            # A document may be made of what users wrote: it reads no file of this machine and asks no other.
            inside = weasyprint.urls.URLFetcher(allowed_protocols=("data",), allow_redirects=False)
            document = weasyprint.HTML(string=html, url_fetcher=inside).render(font_config=self._fonts)
            if embedded is None:
                written: bytes = document.write_pdf()
            else:
                _embed(weasyprint, document, embedded)
                written = document.write_pdf(pdf_variant="pdf/a-3b")
        return written

    def join(self, parts: Iterable[bytes]) -> bytes:
        from pypdf import PdfReader, PdfWriter
        from pypdf.generic import NameObject, TextStringObject

        whole = PdfWriter()
        for place, part in enumerate(parts):
            pages = PdfReader(io.BytesIO(part))
            whole.append(pages, import_outline=False)
            if place == 0:
                whole.add_metadata(pages.metadata or {})
                root: Any = pages.trailer["/Root"]
                if "/Lang" in root:
                    whole.root_object[NameObject("/Lang")] = TextStringObject(root["/Lang"])
        out = io.BytesIO()
        whole.write(out)
        return out.getvalue()


def _embed(weasyprint: Any, document: Any, embedded: Embedded) -> None:
    """Put a file into a document that is to be written. All metadata of a PDF stands in one RDF: what is said of the file joins it."""
    text, said = embedded.content.decode(), document.metadata.generate_rdf_metadata
    file = weasyprint.Attachment(string=text, name=embedded.name, description=embedded.description, relationship=embedded.relationship)
    document.metadata.attachments = [file]
    document.metadata.generate_rdf_metadata = lambda *of: said(*of).replace(b"</rdf:RDF>", embedded.metadata.encode() + b"</rdf:RDF>")


def _weasyprint() -> Any:
    try:
        import weasyprint
        import weasyprint.text.fonts
        import weasyprint.urls
    except (OSError, ImportError) as error:
        needed = " ".join(PACKAGES)
        sentence = f"This server cannot make PDFs: libraries are missing. On Debian: apt-get install --no-install-recommends {needed}"
        raise Failed(503, "Service Unavailable", sentence) from error
    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it warns of every property that it passes over
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    return weasyprint


def open_printer(installation: Installation) -> Printer:
    """The printer that ``pdf.engine`` names. ``installation.plug("pdf", open_printer)``."""
    return WeasyPrinter() if installation.settings.pdf_engine == "weasyprint" else NoPrinter()
