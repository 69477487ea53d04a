"""Whatever is sent to any endpoint, made from our own description and mutated beyond it, no answer is a 5xx.

``BIGCAPITAL_FUZZ`` is the number of examples for each operation. The ini keys ``limits.*`` are raised for this run.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable

from tests.contract.conftest import World, make_world

EXAMPLES = int(os.environ.get("BIGCAPITAL_FUZZ", "6"))
# Signing out would end the run; everything else may do its worst.
LEFT_OUT = {"post_auth_signout"}

pytestmark = pytest.mark.campaign


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    world = make_world(tmp_path_factory.mktemp("fuzz"))
    yield world
    world.installation.close()


@pytest.fixture(scope="module")
def description(fuzzed: World) -> schemathesis.schemas.BaseSchema:
    return schemathesis.openapi.from_wsgi("/openapi.json", fuzzed.app.app)


@pytest.mark.parametrize("mode", list(schemathesis.GenerationMode), ids=lambda mode: mode.value)
def test_no_input_crashes_an_endpoint(
    fuzzed: World, description: schemathesis.schemas.BaseSchema, mode: schemathesis.GenerationMode
) -> None:
    crashed: list[str] = []
    statuses: Counter[int] = Counter()
    for result in description.get_all_operations():
        operation = result.ok()
        if operation.definition.raw["operationId"] in LEFT_OUT:
            continue
        try:
            strategy = operation.as_strategy(generation_mode=mode)
        except Unsatisfiable:
            continue  # every input that can be made is a good one

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=strategy)
        def attack(case: schemathesis.Case) -> None:
            answer = case.call(headers=fuzzed.ann.headers)
            statuses[answer.status_code] += 1
            if answer.status_code >= 500:
                crashed.append(
                    f"{case.method} {case.formatted_path} {case.query} {case.body!r:.300}: {answer.status_code} {answer.text[:200]}"
                )

        try:
            attack()
        except Unsatisfiable:
            continue
    assert sum(statuses.values()) > 100 and {200, 400} <= set(statuses), statuses
    assert not crashed, "\n".join(crashed[:20])
