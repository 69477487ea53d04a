"""The programs behind ``make``: steps that are done once, and one honest summary."""

from __future__ import annotations

import sys
import time
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def program(name: str) -> ModuleType:
    """A program of ``tools/``, as a module of its own."""
    spec = spec_from_loader(f"tools_{name}", SourceFileLoader(f"tools_{name}", str(ROOT / "tools" / name)))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def setup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """tools/setup over an empty checkout."""
    module = program("setup")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "STAMPS", tmp_path / "stamps")
    return module


def steps(setup: ModuleType, source: Path, product: Path, *, fails: bool = False) -> bool:
    """Whether the step found something to do; it does it by making the product."""
    with setup.step("thing", [source], product) as needed:
        if needed and fails:
            raise OSError("the network is away")
        if needed:
            product.write_text("made")
    return bool(needed)


def test_a_step_is_done_once_and_again_when_its_sources_change_or_its_product_goes(setup: ModuleType, tmp_path: Path) -> None:
    source, product = tmp_path / "lock", tmp_path / "product"
    source.write_text("1")
    assert steps(setup, source, product)
    assert not steps(setup, source, product)
    source.write_text("2")
    assert steps(setup, source, product)
    assert not steps(setup, source, product)
    product.unlink()
    assert steps(setup, source, product)


def test_a_step_that_failed_is_done_again(setup: ModuleType, tmp_path: Path) -> None:
    source, product = tmp_path / "lock", tmp_path / "product"
    source.write_text("1")
    product.write_text("an older one")
    with pytest.raises(OSError, match="away"):
        steps(setup, source, product, fails=True)
    assert steps(setup, source, product)


def test_a_failing_command_stops_the_set_up_with_what_it_said(setup: ModuleType) -> None:
    with pytest.raises(SystemExit, match="no such thing"):
        setup.run(["sh", "-c", "echo no such thing; exit 3"])


def test_without_the_right_to_install_it_names_the_packages_in_one_sentence(
    setup: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("apt-get", "sudo"):  # a sudo that asks for a password, which nobody is there to give
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(setup.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(setup, "is_there", lambda sign: sign in ("nginx", "chromium"))
    with pytest.raises(SystemExit) as refused:
        setup.system_packages()
    sentence = str(refused.value)
    assert "\n" not in sentence
    missing = {package for sign, package in setup.SYSTEM_PACKAGES.items() if sign not in ("nginx", "chromium")}
    assert set(sentence.split()) & set(setup.SYSTEM_PACKAGES.values()) == missing


def check(prove: ModuleType, script: str, **more: Any) -> Any:
    """What tools/prove makes of a shell script."""
    return prove.Check("thing", ["sh", "-c", script], **more).run()


def test_a_check_without_a_count_counts_as_one() -> None:
    prove = program("prove")
    done = [check(prove, "true"), check(prove, "exit 1")]
    assert [(one.passed, one.failed) for one in done] == [(1, 0), (0, 1)]


def test_tests_are_counted_from_the_report_or_from_the_last_line(tmp_path: Path) -> None:
    prove = program("prove")
    report = tmp_path / "report.xml"
    report.write_text('<testsuites><testsuite tests="7" failures="1" errors="1" skipped="0"/></testsuites>')
    told = check(prove, "exit 1", report=report)
    assert (told.passed, told.failed) == (5, 2)
    said = check(prove, "echo 3 passed, 2 failed; exit 1")
    assert (said.passed, said.failed) == (3, 2)
    node = check(prove, "printf '# tests 4\\n# pass 3\\n# fail 0\\n# skipped 1\\n'")
    assert (node.passed, node.failed, node.code) == (3, 1, 1)


def test_what_was_skipped_has_failed(tmp_path: Path) -> None:
    prove = program("prove")
    report = tmp_path / "report.xml"
    report.write_text('<testsuites><testsuite tests="7" failures="0" errors="0" skipped="2"/></testsuites>')
    told = check(prove, "exit 0", report=report)
    assert (told.passed, told.failed) == (5, 2)
    assert prove.summary([told]) == 1


def test_a_run_that_crashed_after_its_last_good_test_has_failed(tmp_path: Path) -> None:
    prove = program("prove")
    crashed = check(prove, "echo 3 passed, 0 failed; exit 139")
    assert crashed.failed == 1


def test_what_hangs_is_stopped_with_all_that_it_started_and_has_failed() -> None:
    prove = program("prove")
    hanging = check(prove, "sleep 987654 & wait", minutes=0.02)
    assert hanging.failed == 1
    assert "was stopped" in hanging.output
    until = time.monotonic() + 30  # what was killed ends when the machine comes to it
    while [pid for pid in Path("/proc").glob("[0-9]*") if b"987654" in command_line(pid)]:
        assert time.monotonic() < until, "what the check started is still there"
        time.sleep(0.01)


def command_line(process: Path) -> bytes:
    """What a process was called with; nothing of one that is gone or a zombie."""
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""


def test_the_summary_ends_with_one_line_for_machines_and_its_status_agrees(capsys: pytest.CaptureFixture[str]) -> None:
    prove = program("prove")
    good, bad = check(prove, "echo 5 passed, 0 failed"), check(prove, "echo 1 passed, 2 failed; exit 1")
    assert prove.summary([good]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "5 passed, 0 failed"
    assert prove.summary([good, bad]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "6 passed, 2 failed"
