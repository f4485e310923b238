"""Who takes part in the region from when until when, changed by the administrator."""

from datetime import date

import pytest

from projects import queries
from projects.models import Municipality, PostcodeArea
from projects.municipalities.services import municipalities, postcodes
from samenkracht.accounts.actors import Staff
from samenkracht.accounts.permissions import NotPermitted
from samenkracht.audit.models import AuditEvent
from samenkracht.core.web import reference
from tests.factories.participation import make_form, send
from tests.factories.projects import MunicipalityFactory, ProjectFactory
from tests.moments import NOW

NEW_YEAR = date(2027, 1, 1)


@pytest.fixture
def act(cast):
    return {"by": Staff(cast.administrator), "at": NOW}


@pytest.fixture
def wijdemeren(db):
    return Municipality.objects.get(name="Wijdemeren")


@pytest.fixture
def hilversum(db):
    return Municipality.objects.get(name="Hilversum")


def event(name):
    return AuditEvent.objects.get(event=name)


def test_a_municipality_takes_part_from_the_day_that_is_told(act):
    added = municipalities.add(
        code="0381", name="  Bussum ", province="Noord-Holland", valid_from=NEW_YEAR, membership="partial", **act
    )

    assert (added.name, added.membership) == ("Bussum", "partial")
    assert added.pk not in [one.pk for one in queries.municipalities_at(NOW)]
    assert event("municipality.added").data["now"] == [
        "code=0381", "name=Bussum", "province=Noord-Holland", "membership=partial", "valid_from=2027-01-01",
        "valid_until=", "successor=",
    ]  # fmt: skip


@pytest.mark.parametrize("part", ["coordinator", "secretary", "privacy_officer", "leader"])
def test_nobody_but_the_administrator_changes_municipalities(cast, wijdemeren, hilversum, part):
    act = {"by": Staff(getattr(cast, part)), "at": NOW}

    with pytest.raises(NotPermitted):
        municipalities.add(code="0381", name="Bussum", province="Noord-Holland", **act)
    with pytest.raises(NotPermitted):
        municipalities.change(municipality=wijdemeren, name="Anders", **act)
    with pytest.raises(NotPermitted):
        municipalities.merge(municipality=wijdemeren, successor=hilversum, valid_until=NEW_YEAR, **act)
    with pytest.raises(NotPermitted):
        municipalities.remove(municipality=wijdemeren, **act)
    assert not AuditEvent.objects.filter(event__startswith="municipality").exists()


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"code": "402"}, municipalities.CodeMalformed),
        ({"code": "٠٤٠٢"}, municipalities.CodeMalformed),
        ({"code": "0402"}, municipalities.CodeTaken),
        ({"name": " "}, municipalities.MunicipalityNameMissing),
        ({"name": "hilversum"}, municipalities.NameTaken),
        ({"valid_from": NEW_YEAR, "valid_until": NEW_YEAR}, municipalities.MunicipalityEndsBeforeStart),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(act, facts, refusal):
    good = {"code": "0381", "name": "Bussum", "province": "Noord-Holland"}

    with pytest.raises(refusal) as refused:
        municipalities.add(**good | facts, **act)

    assert refused.value.field in facts
    assert not AuditEvent.objects.exists()


def test_a_name_may_come_back_in_another_time(act, hilversum):
    municipalities.change(municipality=hilversum, valid_until=NEW_YEAR, **act)

    again = municipalities.add(code="1999", name="Hilversum", province="Noord-Holland", valid_from=NEW_YEAR, **act)

    assert again.pk


def test_a_successor_must_be_another_one_that_is_there_on_that_day(act, wijdemeren, hilversum):
    ended = MunicipalityFactory(name="Weesp", valid_until=date(2022, 1, 1))
    change = {"municipality": wijdemeren, **act}

    with pytest.raises(municipalities.MunicipalityEndMissing):
        municipalities.change(successor=hilversum, **change)
    with pytest.raises(municipalities.MunicipalityOwnSuccessor):
        municipalities.change(successor=wijdemeren, valid_until=NEW_YEAR, **change)
    with pytest.raises(municipalities.SuccessorNotThere, match="Weesp hoort op 1 januari 2027 niet bij de regio"):
        municipalities.change(successor=ended, valid_until=NEW_YEAR, **change)

    municipalities.change(municipality=ended, valid_until=NEW_YEAR, successor=wijdemeren, **act)
    with pytest.raises(municipalities.MunicipalityInACircle):
        municipalities.change(successor=ended, valid_until=date(2028, 1, 1), **change)
    with pytest.raises(municipalities.HeirNeeded, match="Weesp gaat op 1 januari 2027 in deze gemeente op"):
        municipalities.change(valid_until=date(2026, 12, 1), **change)
    with pytest.raises(municipalities.HeirNeeded) as refused:
        municipalities.change(valid_from=date(2027, 6, 1), **change)
    assert refused.value.field == "valid_from"


def test_a_municipality_may_end_without_a_successor(act, wijdemeren):
    municipalities.change(municipality=wijdemeren, valid_until=NEW_YEAR, **act)

    assert event("municipality.changed").data == {"was": ["valid_until="], "now": ["valid_until=2027-01-01"]}


def test_going_up_in_another_one_is_one_act_with_one_event(act, wijdemeren, hilversum):
    municipalities.merge(municipality=wijdemeren, successor=hilversum, valid_until=NEW_YEAR, **act)
    municipalities.merge(municipality=wijdemeren, successor=hilversum, valid_until=NEW_YEAR, **act)

    wijdemeren.refresh_from_db()
    assert (wijdemeren.valid_until, wijdemeren.successor) == (NEW_YEAR, hilversum)
    assert event("municipality.merged").data == {
        "was": ["valid_until=", "successor="],
        "now": ["valid_until=2027-01-01", "successor=0402"],
    }


def test_a_change_that_changes_nothing_leaves_no_event(act, wijdemeren):
    municipalities.change(municipality=wijdemeren, name="Wijdemeren", **act)

    assert not AuditEvent.objects.exists()


def test_a_municipality_that_is_named_nowhere_can_be_taken_away(act):
    mistake = MunicipalityFactory(name="Verschreven")

    municipalities.remove(municipality=mistake, **act)

    assert not Municipality.objects.filter(name="Verschreven").exists()
    assert "name=Verschreven" in event("municipality.removed").data["was"]


def test_a_municipality_that_is_named_stays_and_it_is_told_where(act, wijdemeren, hilversum):
    ProjectFactory().municipalities.add(wijdemeren)
    PostcodeArea.objects.filter(municipality=wijdemeren).delete()
    with pytest.raises(municipalities.StillNamed, match="er zijn projecten voor deze gemeente"):
        municipalities.remove(municipality=wijdemeren, **act)

    wijdemeren.projects.clear()
    send(make_form(), municipality=wijdemeren.code)
    with pytest.raises(municipalities.StillNamed, match="er zijn antwoorden uit deze gemeente"):
        municipalities.remove(municipality=wijdemeren, **act)

    MunicipalityFactory(name="Weesp", valid_until=date(2022, 1, 1), successor=hilversum)
    PostcodeArea.objects.filter(municipality=hilversum).delete()
    with pytest.raises(municipalities.StillNamed, match="er ging een gemeente in op"):
        municipalities.remove(municipality=hilversum, **act)


def test_a_code_that_stands_in_answers_never_changes(act, wijdemeren):
    municipalities.change(municipality=wijdemeren, code="1697", **act)
    send(make_form(), municipality="1697")

    with pytest.raises(municipalities.CodeInUse):
        municipalities.change(municipality=wijdemeren, code="1696", **act)


def test_every_change_gives_out_another_edition_of_the_reference_data(act, wijdemeren, hilversum):
    seen = [edition()]

    added = municipalities.add(code="0381", name="Bussum", province="Noord-Holland", **act)
    seen.append(edition())
    municipalities.change(municipality=added, name="Bussem", **act)
    seen.append(edition())
    municipalities.remove(municipality=added, **act)
    seen.append(edition())
    municipalities.merge(municipality=wijdemeren, successor=hilversum, valid_until=NEW_YEAR, **act)
    seen.append(edition())
    upload = postcodes.propose(areas=[("1211", "0402")], **act)
    assert edition() == seen[-1]
    postcodes.replace(upload=upload, **act)
    seen.append(edition())
    municipalities.change(municipality=wijdemeren, name="Wijdemeren", **act)

    assert edition() == seen[-1]
    assert len(set(seen)) == len(seen) == 6


def edition():
    reference.forget()
    return reference.edition()
