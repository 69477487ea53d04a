"""Pages on paper: HTML in, PDF out. Whoever prints makes a whole page in HTML and knows nothing of how it becomes a PDF."""

from bigcapital.pdf.policy import page_policy
from bigcapital.pdf.press import Embedded
from bigcapital.pdf.printers import NoPrinter, Printer, WeasyPrinter, open_printer

__all__ = ["Embedded", "NoPrinter", "Printer", "WeasyPrinter", "open_printer", "page_policy"]
