"""What the reports of sales are made of, asked of the real MariaDB."""

from __future__ import annotations

import pytest

from tests.campaigns.house import house, placed_on
from tests.functional.reports.test_explain_sales import (
    History,
    every_age_is_the_sum_of_what_is_open_of_documents,
    every_figure_of_a_statement_of_account_is_the_sum_of_its_lines,
    every_figure_of_what_was_sold_is_the_sum_of_lines_of_documents,
)
from tests.functional.sales.selling import opened

pytestmark = pytest.mark.services


def test_figures_are_the_sum_of_what_is_named_there_too(request, tmp_path):
    with house(placed_on("mariadb", request, tmp_path / "data")) as running:
        ann = running.ann()
        History(ann, opened(ann, running.tenant), 1).live(45)
        every_age_is_the_sum_of_what_is_open_of_documents(ann)
        every_figure_of_a_statement_of_account_is_the_sum_of_its_lines(ann)
        every_figure_of_what_was_sold_is_the_sum_of_lines_of_documents(ann)
