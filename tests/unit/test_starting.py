"""What whoever starts the product sees of it."""

from __future__ import annotations

import subprocess
import sys


def test_a_start_warns_of_nothing() -> None:
    loaded = subprocess.run([sys.executable, "-c", "import bigcapital.cli, pyramid.config"], capture_output=True, text=True, check=True)
    assert "pkg_resources" not in loaded.stderr
