"""What a period is called in a title and in an address."""

from datetime import date

from samenkracht.core.values.dates import MONTHS
from samenkracht.core.values.periods import Period, day_in_words

QUARTERS = ("eerste", "tweede", "derde", "vierde")


def period_name(period: Period) -> str:
    """Such as "derde kwartaal 2026", "2026", "oktober 2026", or the two days in words."""
    start, until = period.start, period.until
    if start.day == 1 and until.day == 1:
        months = (until.year - start.year) * 12 + until.month - start.month
        if months == 12 and start.month == 1:
            return str(start.year)
        if months == 3 and start.month % 3 == 1:
            return f"{QUARTERS[start.month // 3]} kwartaal {start.year}"
        if months == 1:
            return f"{MONTHS[start.month - 1]} {start.year}"
    return str(period)


def edition_label(period: Period) -> str:
    """Such as "Voortgangsrapportage 2026-3" for a third quarter; otherwise without a number."""
    name = period_name(period)
    if "kwartaal" in name:
        return f"Voortgangsrapportage {period.start.year}-{period.start.month // 3 + 1}"
    return "Voortgangsrapportage"


def moment_in_words(day: date, hour: int, minute: int) -> str:
    """Such as "1 november 2026, 06.00 uur"."""
    return f"{day_in_words(day)}, {hour:02d}.{minute:02d}\N{NO-BREAK SPACE}uur"


def in_groups(digest: str) -> str:
    """The first twelve signs of a digest in groups of four, to be read aloud."""
    return " ".join(digest[at : at + 4] for at in range(0, 12, 4))
