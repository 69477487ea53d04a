"""Files that people attach to documents. A document takes part with ``Attached`` (``operations``), in a line for each write."""
