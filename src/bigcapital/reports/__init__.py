"""The reports: what the books say, as trees for programs, tables for people, and files.

Read in this order: ``query`` (what is asked), ``context`` (for whom), ``figures`` and ``chart`` (what is read), ``terms`` (what
figures are made of), ``columns`` and ``tree`` (pure: sums become nodes), ``statement`` and ``table`` (nodes become answers),
``formats`` (answers become bytes), ``engine`` (all of it in order). Lists of lines have ``lines`` (which), ``paging`` and
``pages`` (which part, and what was held before it). Each report is one file that says only what makes it that report. What every
report can be asked beside its figures: ``cells``, ``listed`` (of lists of lines) and ``explain`` (why?), ``changes`` (what since
then?), ``effects`` (what would this write change?); ``proofs`` makes endpoints of them.

A new report makes its figures of ``terms`` (a statement in columns: of ``tree`` nodes), says ``cell``, ``scope`` and ``rows`` of
``engine.Report`` (a ``StatementReport`` has them), gives its reading of lines ``known(tenant)``, and stands in ``resource.SERVED``.
"""
