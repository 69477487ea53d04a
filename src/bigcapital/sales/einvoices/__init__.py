"""Invoices and credit notes as EN 16931 has them: in UBL for Peppol, and inside their own PDF as Factur-X.

``terms`` are the business terms of the standard, which ``mapping`` fills from a document; ``lacks`` says what they still need;
``ubl`` and ``cii`` write the same terms in the two syntaxes. All five are pure. ``operations`` gathers what a document names.
"""
