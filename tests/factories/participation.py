"""Rows of the floor of participation, made by its services: so that none is made that cannot exist."""

from datetime import UTC, datetime
from secrets import token_hex

from participation.builder.services import forms
from participation.enums import Channel
from participation.formbuilder.schema import Definition, Option, Question, Step
from participation.formbuilder.types.base import Stored
from participation.intake import channels as made_up
from participation.intake.services import submissions
from participation.models import Form, Submission
from projects.models import Project
from samenkracht.accounts.actors import Staff
from samenkracht.accounts.models import User
from samenkracht.accounts.roles import Role
from tests.factories.projects import ProjectFactory
from tests.moments import NOW

OPENED = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
CLOSES = datetime(2099, 12, 18, 23, 0, tzinfo=UTC)

HELP = Question(
    key="hulp1",
    kind="choice",
    label="Wie helpt u nu?",
    options=(Option("thuiszorg", "De thuiszorg"), Option("familie", "Mijn familie"), Option("niemand", "Niemand")),
    other="Iemand anders, namelijk",
)
BETTER = Question(key="beter1", kind="long_text", label="Wat kan er beter?", required=False)
PLACE = Question(key="plaats1", kind="municipality", label="In welke gemeente woont u?")

TWO_STEPS = Definition(
    steps=(
        Step(key="nu1", title="Hoe gaat het nu?", questions=(HELP, BETTER)),
        Step(key="over1", title="Over u", questions=(PLACE,)),
    )
)
ONE_STEP = Definition(steps=(Step(key="nu1", title="Hoe gaat het nu?", questions=(HELP, BETTER, PLACE)),))


def coordinator() -> Staff:
    """Somebody who may make forms in every project."""
    user, _made = User.objects.get_or_create(
        email="maker@test.example",
        defaults={"display_name": "Coördinator", "role": Role.COORDINATOR, "created_at": OPENED},
    )
    return Staff(user)


def make_form(
    *,
    project: Project | None = None,
    definition: Definition | None = TWO_STEPS,
    title: str = "Uw ervaring",
    **facts: object,
) -> Form:
    """A form that is open from OPENED until CLOSES; with ``definition=None`` a draft that was never published."""
    project = project or ProjectFactory(is_public=True)
    given = {
        "purpose": "Wij willen weten hoe de hulp gaat.",
        "readers": "de projectleider en de coördinator",
        "minutes": 5,
        "opens_at": OPENED,
        "closes_at": CLOSES,
    } | facts
    by = coordinator()
    form = forms.make(project=project, by=by, at=OPENED, title=title, **given)
    if definition is not None:
        forms.publish(form=form, definition=definition, by=by, at=OPENED)
    return Form.objects.select_related("published_version", "project").get(pk=form.pk)


def send(
    form: Form,
    *,
    choice: str = "thuiszorg",
    municipality: str = "0402",
    better: str = "",
    key: str = "",
    at: datetime = NOW,
    channel: Channel = Channel.ONLINE,
) -> Submission:
    """One submission, by the one way in."""
    answers: dict[str, Stored] = {"hulp1": {"option": choice}, "plaats1": municipality} | (
        {"beter1": better} if better else {}
    )
    receipt = submissions.receive(
        version=form.published_version, answers=answers, key=key or token_hex(16), channel=channel, at=at
    )
    return Submission.objects.get(key=receipt.key)


def send_many(form: Form, count: int, *, seed: int = 1, at: datetime = NOW) -> None:
    made_up.load(version=form.published_version, count=count, seed=seed, at=at)
