"""Our own letters: each a subject, a text and an HTML version, in English and Arabic.

A letter's templates are ``templates/<name>.<language>.txt`` (first line: the subject) and the same with ``.html``. A value
that a template names and nobody gave is an error, so no letter goes out with a hole.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from bigcapital.languages import LANGUAGES, isolated
from bigcapital.mail.message import Mail

LETTERS: Final = {
    "verify": ("name", "link"),
    "reset": ("name", "link", "hours"),
    "invite": ("organization", "inviter", "link", "days"),
}


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("bigcapital.mail"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def language_of(language: str | None) -> str:
    """The language of ours that serves a reader of ``language`` (``ar-EG`` → ``ar``); English for all others."""
    short = (language or "").replace("_", "-").partition("-")[0].lower()
    return short if short in LANGUAGES else "en"


def write(letter: str, to: str, *, language: str | None = None, sender: str = "", id: str = "", **values: Any) -> Mail:
    """The letter as a mail to one address. ``values``: see ``LETTERS``. Values are escaped where they need to be.

    :raises KeyError: there is no such letter.
    :raises jinja2.UndefinedError: a value is missing.
    """
    if letter not in LETTERS:
        raise KeyError(letter)
    spoken = language_of(language)
    one_line = {key: _shown(key, " ".join(value.split()), spoken) if isinstance(value, str) else value for key, value in values.items()}
    subject, _, text = _templates().get_template(f"{letter}.{spoken}.txt").render(one_line).partition("\n")
    html = _templates().get_template(f"{letter}.{spoken}.html").render(one_line, subject=subject)
    return Mail(to=(to,), subject=subject.strip(), text=text.strip() + "\n", html=html, sender=sender, id=id)


def _shown(key: str, value: str, language: str) -> str:
    """A name keeps its own order among Arabic words; a link stays bare, so that mail programs know it."""
    return isolated(value) if language == "ar" and key != "link" else value
