"""A sum in SQL that is exact on every kind of server, however large."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from sqlalchemy import String, TypeDecorator
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction


class _Exact(TypeDecorator[Decimal]):
    """A sum of any size: text of two integers on SQLite (billions of units, and the rest), a decimal elsewhere."""

    impl = String
    cache_ok = True

    def result_processor(self, dialect: Any, coltype: Any) -> Any:
        return super().result_processor(dialect, coltype) if dialect.name == "sqlite" else None  # a decimal is one already

    def process_result_value(self, value: Any, dialect: Any) -> Decimal | None:
        if isinstance(value, str):
            billions, units = value.split(" ")
            return Decimal(int(billions) * 10**9 + int(units)).scaleb(-4)
        return None if value is None else Decimal(value)


class exact_sum(GenericFunction[Decimal]):  # lower case, as SQL's functions are
    """SUM that cannot overflow on SQLite, where a plain one of 64-bit integers fails beyond 922 million million."""

    type = _Exact()
    inherit_cache = True


@compiles(exact_sum)
def _sum(element: Any, compiler: Any, **options: Any) -> str:
    return f"SUM{compiler.process(element.clause_expr, **options)}"


@compiles(exact_sum, "sqlite")
def _sum_of_halves(element: Any, compiler: Any, **options: Any) -> str:
    value = compiler.process(element.clause_expr, **options)
    return f"(SUM({value} / 1000000000) || ' ' || SUM({value} % 1000000000))"
