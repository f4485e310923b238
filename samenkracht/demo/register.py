"""The reference data of the example region: its agendas, programmes and speerpunten."""

from datetime import date, datetime
from typing import Final

from projects.models import Programme
from projects.services import agendas
from samenkracht.accounts.actors import Actor
from samenkracht.core.periods import local_day

PROGRAMMES: Final = ("Sociaal domein", "Fysiek domein")
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


def named(year: int) -> str:
    return f"Regionale samenwerkingsagenda {year}-{year + 3}"
