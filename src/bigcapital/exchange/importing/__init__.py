"""Rows of files become rows of collections: uploaded, mapped, previewed, imported. A collection takes part by ``exchanged``.

Read in this order: ``sheets`` (what a file says), ``mapping`` (which column is which), ``reading`` (cells → bodies),
``running`` (bodies → rows), ``resource`` (its URL), ``jobs`` (long files).
"""
