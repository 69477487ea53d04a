import pytest

from bigcapital.accounting.settings.declared import DECLARED, Home, Setting, as_type


@pytest.mark.parametrize("given, read", [(True, True), (False, False), (1, True), ("0", False), ("true", True), ("", None), (None, None)])
def test_a_flag_is_read_however_clients_write_it(given, read):
    assert as_type(Setting(bool), given) is read


@pytest.mark.parametrize("given, read", [(1000, 1000), ("1000", 1000), (" 7 ", 7), ("", None)])
def test_an_account_is_named_by_its_number(given, read):
    assert as_type(Setting(int), given) == read


@pytest.mark.parametrize(
    "type, given", [(bool, "yes"), (bool, 2), (int, True), (int, "12.5"), (int, "-1"), (int, [1]), (int, "9" * 19), (str, {}), (str, ["a"])]
)
def test_a_value_of_another_type_is_refused(type, given):
    with pytest.raises(ValueError):
        as_type(Setting(type), given)


def test_blank_text_stays_blank_text():
    assert as_type(Setting(str), "") == ""


def test_every_series_begins_at_one_with_a_prefix_of_its_own():
    series = {group: keys for group, keys in DECLARED.items() if "next_number" in keys}
    assert all(keys["next_number"].default == "00001" and keys["auto_increment"].default is True for keys in series.values())
    prefixes = [keys["number_prefix"].default for keys in series.values()]
    assert len(set(prefixes)) == len(prefixes)


def test_locks_features_and_metadata_are_not_changed_through_settings():
    assert not any(setting.home.writable for setting in DECLARED["transactions-locking"].values())
    assert not any(setting.home.writable for setting in DECLARED["features"].values())
    assert [key for key, setting in DECLARED["organization"].items() if setting.home is not Home.METADATA] == [
        "financial_date_start",
        "accounting_basis",
    ]
