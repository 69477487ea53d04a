"""The shared fixtures do what other tests take for granted."""


def test_what_one_unit_of_work_writes_the_next_one_reads(tenant, peek):
    with tenant() as t:
        t.head.numbering = '{"x": {}}'
    with tenant(writer=False) as t:
        assert t.head.numbering == '{"x": {}}'
    assert peek("SELECT numbering FROM head") == [('{"x": {}}',)]


def test_every_test_begins_with_the_same_books(tenant, peek):
    assert peek("SELECT numbering FROM head") != [('{"x": {}}',)]
    assert peek("SELECT count(*) FROM accounts") == [(34,)]
