from bigcapital.organization.roles.permissions import KNOWN, STAFF, SUBJECTS, permission_schema


def test_staff_are_granted_only_what_exists():
    assert set(STAFF) <= KNOWN


def test_staff_sell_and_buy_and_nothing_else():
    assert {subject for subject, _ in STAFF} == {"SaleInvoice", "SaleEstimate", "SaleReceipt", "PaymentReceive", "Bill", "PaymentMade"}
    assert {ability for _, ability in STAFF} == {"View", "Create", "Edit", "Delete"}


def test_no_subject_stands_twice_in_the_table():
    assert len({subject.name for subject in SUBJECTS}) == len(SUBJECTS)


def test_a_default_is_always_one_of_the_ordinary_abilities():
    assert all(set(subject.defaults) <= set(subject.abilities) for subject in SUBJECTS)


def test_every_report_has_an_ability_of_its_own():
    [reports] = [shown for shown in permission_schema() if shown["subject"] == "Report"]
    assert len(reports["extra_abilities"]) == 19


def test_a_journal_s_abilities_are_not_ticked_in_a_new_role_and_an_item_s_are():
    table = {shown["subject"]: shown for shown in permission_schema()}
    assert not any(ability["default"] for ability in table["ManualJournal"]["abilities"])
    assert all(ability["default"] for ability in table["Item"]["abilities"])


def test_every_label_has_its_arabic_word() -> None:
    for shown in permission_schema("ar"):
        labels = [shown["subject_label"], *(each["label"] for each in (*shown["abilities"], *shown["extra_abilities"]))]
        assert all(label.isascii() is False for label in labels), labels
