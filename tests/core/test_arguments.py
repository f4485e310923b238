"""Days and moments on the command line."""

from argparse import ArgumentTypeError
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from samenkracht.core.values.arguments import a_day, a_moment

PROGRESS = ("compile_report", "progress", "--out", "x")
EXPORT = ("export_contributions", "--form", "x", "--format", "csv", "--out", "x")


def test_day_and_moment_are_read_as_they_are_meant():
    assert a_day("2026-07-01") == date(2026, 7, 1)
    assert a_moment("2026-10-02T00:10").isoformat() == "2026-10-02T00:10:00+02:00"


@pytest.mark.parametrize(
    "text", ["0226-07-01", "1899-12-31", "2101-01-01", "9999-12-31", "2026-02-30", "gisteren", "٢٠٢٦-٠٧-٠١"]
)
@pytest.mark.parametrize("read", [a_day, a_moment])
def test_slip_of_the_keys_is_refused(read, text):
    with pytest.raises(ArgumentTypeError):
        read(text)


@pytest.mark.parametrize(
    "words",
    [
        (*EXPORT, "--from", "0226-07-01"),
        (*EXPORT, "--until", "9999-12-31"),
        ("daily_figures", "--at", "0226-07-01T00:10"),
        (*PROGRESS, "--from", "0226-07-01", "--until", "2026-10-01"),
        (*PROGRESS, "--from", "2026-07-01", "--until", "9999-10-01"),
    ],
)
def test_command_refuses_a_year_that_nobody_means(words):
    """Before it looks anything up: the form and the folder need not be there."""
    with pytest.raises(CommandError, match="1900"):
        call_command(*words)
