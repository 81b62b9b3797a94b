"""Who held an office on a day."""

from memcon.read.gazette import Tenure, in_office


def row(name, start, end, gender="f"):
    return Tenure(
        name=name, names=(), surname=name, country="XXX", office="president", start=start, end=end, gender="f"
    )


def test_an_open_end_reaches_a_little_beyond_the_table_and_no_further():
    rows = (row("Old", "2010-01-01", "2019-12-31"), row("Now", "2020-01-01", ""))
    assert [t.name for t in in_office(rows, "2015-06-01")] == ["Old"]
    assert [t.name for t in in_office(rows, "2026-12-01")] == ["Now"]
    assert in_office(rows, "2031-01-01") == ()
    assert in_office(rows, None) == rows
