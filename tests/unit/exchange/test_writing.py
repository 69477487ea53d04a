"""What is escaped comes back exactly, and what is bare cannot be misread."""

from __future__ import annotations

import io
import string

from hypothesis import example, given
from hypothesis import strategies as st

from bigcapital.exchange.plain_text.book import OF_LINES
from bigcapital.exchange.plain_text.reading import read
from bigcapital.exchange.plain_text.syntaxes import Hledger
from bigcapital.exchange.plain_text.writing import Unique, bare, capital_step, escaped, step, unescaped

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(TEXTS)
@example("%2C, %")
@example("  a ")
@example("\u2028\x85\x1c")
def test_a_tag_gives_back_what_it_was_given(text: str) -> None:
    written = escaped(text)
    assert unescaped(written) == text
    assert written == written.strip() and not set(written) & set(',[]\n\r"')


@given(st.dictionaries(st.sampled_from(sorted(set(OF_LINES) - {"amount_of"})), TEXTS, max_size=4), TEXTS)
def test_whatever_tags_hold_the_file_is_read_as_it_was_written(tags: dict[str, str], name: str) -> None:
    path = f"Assets:{step(name)}"
    posting = Hledger()._tagged(f"    {path}  5.00 USD", tuple(tags.items()), "")
    [found] = read(io.StringIO(f"2024-01-01 * ({bare('x')}) y\n{posting}", newline="\n"))
    assert (found.postings[0].tags, found.postings[0].note, found.postings[0].account) == (tags, None, path)  # type: ignore[union-attr]


@given(TEXTS)
def test_a_step_of_a_path_is_one_step(text: str) -> None:
    for made in (step(text), capital_step(text, None), capital_step(text, "9:9")):
        assert made and not set(made) & set(':;\t\n@=*!"[]{}|,') and "  " not in made and made[0].isalnum()


@given(TEXTS, st.one_of(st.none(), st.text(string.digits, max_size=5)))
def test_beancount_steps_have_its_letters_alone(text: str, code: str | None) -> None:
    from beancount.core.account import ACC_COMP_NAME_RE
    from regex import fullmatch

    assert fullmatch(ACC_COMP_NAME_RE, capital_step(text, code))


@given(st.lists(st.sampled_from(["a", "A", "a 2", "A 2", "b"]), max_size=8))
def test_no_name_is_given_out_twice(wanted: list[str]) -> None:
    unique = Unique()
    given_out = [unique.name(name) for name in wanted]
    assert len({name.casefold() for name in given_out}) == len(wanted)
