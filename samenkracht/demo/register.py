"""The reference data of the example region: its agendas, programmes and speerpunten."""

from datetime import date, datetime
from typing import Final

from projects.agendas import services as agendas
from projects.models import Municipality, Programme
from projects.region import services as region
from samenkracht.accounts.actors import Actor
from samenkracht.core.values.periods import local_day

PROGRAMMES: Final = ("Sociaal domein", "Fysiek domein")
# Numbers that anybody in the country can call: who picks up, in English, and when.
EVERYWHERE: Final = (
    ("Veilig Thuis, bij geweld of misbruik", "Veilig Thuis, for violence or abuse at home", "0800-2000", True),
    ("113 Zelfmoordpreventie", "113 Suicide Prevention", "113", True),
    ("De Luisterlijn, voor een gesprek", "De Luisterlijn, for somebody who listens", "088 0767 000", True),
    ("De Kindertelefoon", "De Kindertelefoon, for children", "0800-0432", False),
)
DAY_AND_NIGHT: Final = ("dag en nacht", "day and night")
OFFICE_HOURS: Final = ("op werkdagen van 9.00 tot 17.00 uur", "on working days from 9.00 to 17.00")
PRIORITIES: Final = (
    "Inwoners kunnen meedoen, ook als reizen of lezen moeilijk is",
    "Hulp is dichtbij en komt op tijd",
    "Kinderen en jongeren groeien gezond en veilig op",
    "Prettig wonen in elke gemeente",
    "Inwoners beslissen mee over wat hen raakt",
    "Veilig en schoon van dorp naar dorp",
)


def agenda(*, by: Actor, now: datetime, at: datetime) -> None:
    """The agenda in force with its two programmes, and the one before it with the parts that it had."""
    today = local_day(now)
    start, end = date(today.year - 2, 1, 1), date(today.year + 2, 1, 1)
    before = agendas.add(title=named(start.year - 4), valid_from=date(start.year - 4, 1, 1), by=by, at=at)
    here = agendas.add(title=named(start.year), valid_from=start, valid_until=end, by=by, at=at)
    agendas.end(agenda=before, valid_until=start, successor=here, by=by, at=at)
    for programme in Programme.objects.filter(agenda=None):
        agendas.change_programme(programme=programme, title=programme.title, agenda=before, by=by, at=at)
    for title in PROGRAMMES:
        agendas.add_programme(title=title, agenda=here, by=by, at=at)
    for title in PRIORITIES:
        agendas.add_priority(agenda=here, title=title, by=by, at=at)


def help_now(*, now: datetime, by: Actor, at: datetime) -> None:
    """Whom residents can call: those of the country, and a made-up counter in each municipality."""
    region.write_texts(texts={"phone_hours": OFFICE_HOURS}, by=by, at=at)
    for name, name_en, number, at_night in EVERYWHERE:
        hours, hours_en = DAY_AND_NIGHT if at_night else ("", "")
        region.add_help_number(
            municipality=None, name=name, name_en=name_en, number=number, hours=hours, hours_en=hours_en, by=by, at=at,
            valid_from=None, valid_until=None,
        )  # fmt: skip
    for place, municipality in enumerate(Municipality.objects.valid_on(local_day(now)).order_by("name"), 1):
        region.add_help_number(
            municipality=municipality, name="Zorgloket van de gemeente", name_en="Care desk of the municipality",
            number=f"(035) 000 00 {place:02}", hours=OFFICE_HOURS[0], hours_en=OFFICE_HOURS[1], by=by, at=at,
            valid_from=None, valid_until=None,
        )  # fmt: skip


def named(year: int) -> str:
    return f"Regionale samenwerkingsagenda {year}-{year + 3}"
