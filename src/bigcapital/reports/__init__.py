"""The reports: what the books say, as trees for programs, tables for people, and files.

Read in this order: ``query`` (what is asked), ``context`` (for whom), ``figures`` and ``chart`` (what is read), ``columns``
and ``tree`` (pure: sums become nodes), ``statement`` and ``table`` (nodes become answers), ``formats`` (answers become
bytes), ``engine`` (all of it in order). Lists of lines have ``lines`` (which), ``paging`` and ``pages`` (which part, and
what was held before it). Each report is one file that says only what makes it that report.
"""
