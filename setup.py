"""The package ``bigcapital``: the code of ``src``, and inside it the migrations and the built web app.

An installed wheel stands alone: ``bigcapital/alembic`` and ``bigcapital/webapp`` are copies of the checkout's ``alembic/``
and ``webapp/dist/``. In a checkout (an editable install) the originals are used.
"""

import shutil
from pathlib import Path

from setuptools import find_packages, setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent
SHIPPED = {"alembic": ROOT / "alembic", "webapp": ROOT / "webapp" / "dist"}


def requirements(name: str) -> list[str]:
    """The lines of ``requirements/<name>.in`` that name a package."""
    lines = (ROOT / "requirements" / f"{name}.in").read_text().splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-"))]


class Build(build_py):
    """Puts the migrations and the built web app into the package."""

    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        if not (SHIPPED["webapp"] / "index.html").exists():
            raise SystemExit("webapp/dist is not built: `make build` builds it, then the wheel")
        for name, source in SHIPPED.items():
            target = Path(self.build_lib) / "bigcapital" / name
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))


setup(
    name="bigcapital",
    version="0.1.0",
    description="Accounting for companies that keep their own books: double entry, many organizations, one database each",
    long_description=(ROOT / "README.md").read_text() if (ROOT / "README.md").exists() else "",
    long_description_content_type="text/markdown",
    license="AGPL-3.0-or-later",
    license_files=["LICENSE"],
    python_requires=">=3.11",
    package_dir={"": "src"},
    packages=find_packages("src"),
    package_data={"bigcapital": ["py.typed", *(f"**/*.{kind}" for kind in ("txt", "html", "json", "csv", "sql", "css", "ttf", "svg"))]},
    install_requires=requirements("run"),
    entry_points={
        "console_scripts": ["bigcapital = bigcapital.cli:main"],
        "paste.app_factory": ["main = bigcapital:main"],
    },
    cmdclass={"build_py": Build},
)
