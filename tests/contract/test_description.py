"""``docs/openapi.json`` is what the code says."""

from __future__ import annotations

from pathlib import Path

from tests.contract.conftest import World


def test_the_committed_description_is_todays(world: World) -> None:
    committed = (Path(__file__).parents[2] / "docs" / "openapi.json").read_bytes()
    assert world.app.get("/openapi.json").body == committed, "run `make openapi` and commit docs/openapi.json"


def test_every_reference_leads_somewhere_and_every_operation_has_a_name_of_its_own(world: World) -> None:
    described = world.app.get("/openapi.json").json
    names: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, dict):
            if "$ref" in node:
                there: object = described
                for step in str(node["$ref"]).removeprefix("#/").split("/"):
                    assert isinstance(there, dict) and step in there, node["$ref"]
                    there = there[step]
            if "operationId" in node:
                names.append(str(node["operationId"]))
            for inner in node.values():
                walk(inner)
        elif isinstance(node, list):
            for inner in node:
                walk(inner)

    walk(described)
    assert len(names) == len(set(names)) == len(world.endpoints)
