"""Documents by mail: what is written (``letters``), asking for it (``resource``), and sending it (``jobs``)."""
