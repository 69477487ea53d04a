"""Documents on paper: ``Paper`` says what one shows, ``render`` how it looks, ``resource`` gives it at its address.

A document takes part with one function that makes its ``Paper``; colours, logo, labels and what is left out are its template's.
"""
