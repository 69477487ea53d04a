import pytest

from bigcapital.config import Settings
from bigcapital.security import tokens
from bigcapital.security.csrf import csrf_token, is_csrf_token
from bigcapital.security.passwords import hash_password, is_outdated, is_password

CHEAP = Settings(argon2_time_cost=1, argon2_memory_cost=64, secret="a secret of this installation alone")
DEARER = CHEAP.model_copy(update={"argon2_time_cost": 2})


@pytest.fixture
def same_draws():
    tokens.use(lambda size: bytes(range(size)))
    yield
    tokens.use(None)


def test_a_password_is_known_again_and_another_is_not():
    stored = hash_password(CHEAP, "correct horse")
    assert is_password(CHEAP, stored, "correct horse")
    assert not is_password(CHEAP, stored, "correct horsf")


def test_two_people_with_one_password_have_different_hashes():
    assert hash_password(CHEAP, "correct horse") != hash_password(CHEAP, "correct horse")


def test_a_hash_is_argon2id_and_says_how_it_was_made():
    assert hash_password(CHEAP, "correct horse").startswith("$argon2id$v=19$m=64,t=1,p=1$")


def test_nobody_has_no_password_not_even_the_one_that_is_compared_in_their_place():
    assert not is_password(CHEAP, None, "the password of nobody")


def test_a_stored_value_that_is_no_hash_is_a_no():
    assert not is_password(CHEAP, "plain text", "plain text")


def test_a_hash_made_with_other_costs_is_known_again_and_called_outdated():
    stored = hash_password(CHEAP, "correct horse")
    assert is_password(DEARER, stored, "correct horse")
    assert is_outdated(DEARER, stored)
    assert not is_outdated(CHEAP, stored)


def test_tokens_have_256_bits_and_api_keys_384():
    assert len(bytes.fromhex(tokens.new_token())) == 32
    key = tokens.new_api_key()
    assert key.startswith("bc_")
    assert len(bytes.fromhex(key.removeprefix("bc_"))) == 48


def test_no_token_is_drawn_twice():
    assert len({tokens.new_token() for _ in range(100)}) == 100


def test_a_test_can_say_what_is_drawn(same_draws):
    assert tokens.new_token() == tokens.new_token() == bytes(range(32)).hex()


def test_a_masked_key_shows_five_of_its_digits():
    assert tokens.masked("bc_0123456789abcdef") == "bc_01234..."


def test_a_letter_s_token_depends_on_its_nonce_its_purpose_and_the_installation():
    token = tokens.letter_token(CHEAP, "reset", "nonce")
    assert token == tokens.letter_token(CHEAP, "reset", "nonce")
    assert len(token) == 64
    elsewhere = CHEAP.model_copy(update={"secret": "the secret of another installation"})
    others = {
        tokens.letter_token(CHEAP, "invite", "nonce"),
        tokens.letter_token(CHEAP, "reset", "another"),
        tokens.letter_token(elsewhere, "reset", "nonce"),
    }
    assert len(others | {token}) == 4


def test_a_csrf_token_belongs_to_one_session_of_one_installation():
    token = csrf_token(CHEAP, 7)
    assert is_csrf_token(CHEAP, 7, token)
    assert not is_csrf_token(CHEAP, 8, token)
    assert not is_csrf_token(CHEAP.model_copy(update={"secret": "other"}), 7, token)


@pytest.mark.parametrize("given", [None, "", "0" * 64, "é"])
def test_what_is_no_csrf_token_is_refused_without_a_fault(given):
    assert not is_csrf_token(CHEAP, 7, given)
