"""Rows of the floor of projects, with only what is required."""

from datetime import UTC, date, datetime

import factory

from projects import queries
from projects.enums import BodyKind, PlanStatus, TeamPart
from projects.models import (
    Body,
    CooperationAgenda,
    Funding,
    Goal,
    GoalValue,
    HelpNumber,
    Meeting,
    Municipality,
    ParticipationPlan,
    PlanLine,
    PlanVersion,
    PostcodeUpload,
    Priority,
    Programme,
    ProgressItem,
    Project,
    Publication,
    TeamMember,
    forget_team_ids,
)
from samenkracht.core.values.dates import KnownDate
from samenkracht.core.values.json import digest

MADE = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)


class AgendaFactory(factory.django.DjangoModelFactory):
    """An agenda in force since 2023, without an end."""

    class Meta:
        model = CooperationAgenda

    slug = factory.Sequence(lambda n: f"agenda-{n}")
    title = factory.Sequence(lambda n: f"Agenda {n}")
    valid_from = date(2023, 1, 1)


class MunicipalityFactory(factory.django.DjangoModelFactory):
    """A full member without an end, with a code that no municipality of the region has."""

    class Meta:
        model = Municipality

    code = factory.Sequence(lambda n: f"{2000 + n % 8000:04}")
    name = factory.Sequence(lambda n: f"Gemeente {n}")
    province = "Noord-Holland"


class PostcodeUploadFactory(factory.django.DjangoModelFactory):
    """A table of one postcode that was read and waits."""

    class Meta:
        model = PostcodeUpload

    areas = [["1211", "0402"]]
    against = "of a table of before"
    created_at = MADE


class PriorityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Priority

    agenda = factory.SubFactory(AgendaFactory)
    position = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence(lambda n: f"Speerpunt {n}")


class ProgrammeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Programme

    slug = factory.Sequence(lambda n: f"programma-{n}")
    title = factory.Sequence(lambda n: f"Programma {n}")
    position = factory.Sequence(lambda n: 100 + n)


class ProjectFactory(factory.django.DjangoModelFactory):
    """A draft. With ``is_public=True`` it says what a public page must say. Its plan is made with it."""

    class Meta:
        model = Project
        skip_postgeneration_save = True

    number = factory.Sequence(lambda n: 1000 + n)
    slug = factory.Sequence(lambda n: f"project-{n}")
    title = factory.Sequence(lambda n: f"Project {n}")
    summary = factory.LazyAttribute(lambda project: "In het kort." if project.is_public else "")
    priorities = ""
    contact_email = factory.LazyAttribute(lambda project: "project@regio.example" if project.is_public else "")
    is_public = False
    search_text = factory.LazyAttribute(
        lambda p: Project.words_of(title=p.title, summary=p.summary, priorities=p.priorities)
    )
    created_at = MADE
    plan = factory.RelatedFactory("tests.factories.projects.PlanFactory", factory_related_name="project")


class PlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ParticipationPlan

    project = factory.SubFactory(ProjectFactory, plan=None)
    status = PlanStatus.DRAFT


class PlanLineFactory(factory.django.DjangoModelFactory):
    """A line of ``plan``; give ``project`` to put it in the plan of a project."""

    class Meta:
        model = PlanLine
        exclude = ["project"]

    project = factory.SubFactory(ProjectFactory)
    plan = factory.LazyAttribute(lambda line: line.project.plan)
    key = factory.Sequence(lambda n: f"{n:08d}")
    position = factory.Sequence(lambda n: n + 1)
    input = "Wat mensen nodig hebben"
    from_whom = "Mensen die hulp krijgen"
    purpose = "Weten wat er beter kan"
    method = "Een vragenlijst"
    use = "In de nieuwe afspraken"


class PlanVersionFactory(factory.django.DjangoModelFactory):
    """The working copy of ``plan`` as it was submitted, and withdrawn again unless told otherwise."""

    class Meta:
        model = PlanVersion

    number = 1
    document = factory.LazyAttribute(lambda version: queries.working_document(version.plan).to_json())
    digest = factory.LazyAttribute(lambda version: digest(version.document))
    outcome = PlanStatus.WITHDRAWN
    submitted_at = MADE


class GoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Goal

    project = factory.SubFactory(ProjectFactory)
    position = factory.Sequence(lambda n: n + 1)
    text = "Een doel"


class GoalValueFactory(factory.django.DjangoModelFactory):
    """Give ``goal`` with a unit."""

    class Meta:
        model = GoalValue

    goal = factory.SubFactory(GoalFactory, unit="procent")
    measured_on = KnownDate("2026")
    value = 60


class PublicationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Publication

    project = factory.SubFactory(ProjectFactory)
    position = factory.Sequence(lambda n: n + 1)
    title = "Plan van aanpak"
    url = "https://www.regio.example/plan"


class FundingFactory(factory.django.DjangoModelFactory):
    """Structural money; give ``is_structural=False`` and ``ends`` for money that stops."""

    class Meta:
        model = Funding

    project = factory.SubFactory(ProjectFactory)
    position = factory.Sequence(lambda n: n + 1)
    source = "Bijdrage van de gemeenten"
    is_structural = True


class HelpNumberFactory(factory.django.DjangoModelFactory):
    """Whom people in the whole region can call."""

    class Meta:
        model = HelpNumber

    name = factory.Sequence(lambda n: f"Wijkteam {n}")
    number = "(035) 000 00 00"
    tel = "+31350000000"
    position = factory.Sequence(lambda n: n + 1)


class ProgressItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ProgressItem

    project = factory.SubFactory(ProjectFactory)
    position = factory.Sequence(lambda n: n + 1)
    text = "Een stap"


class TeamMemberFactory(factory.django.DjangoModelFactory):
    """Needs ``project`` and ``user``."""

    class Meta:
        model = TeamMember
        skip_postgeneration_save = True

    part = TeamPart.EDITOR

    @factory.post_generation
    def look_up_again(self, create, extracted, **kwargs):
        forget_team_ids(self.user)


class BodyFactory(factory.django.DjangoModelFactory):
    """A standing body, such as PFHO J&O 1."""

    class Meta:
        model = Body

    slug = factory.Sequence(lambda n: f"gremium-{n}")
    kind = BodyKind.PFHO
    subject = factory.Sequence(lambda n: f"J&O {n}")
    name = factory.Sequence(lambda n: f"Portefeuillehoudersoverleg {n}")
    position = factory.Sequence(lambda n: n + 1)


class MeetingFactory(factory.django.DjangoModelFactory):
    """A meeting of a body of its own; give ``bodies=[...]`` for others."""

    class Meta:
        model = Meeting
        skip_postgeneration_save = True

    held_on = date(2026, 12, 10)

    @factory.post_generation
    def bodies(self, create, extracted, **kwargs):
        self.bodies.set([BodyFactory()] if extracted is None else extracted)


def make_team(project, cast):
    """The leader, deputy and editor of the cast on this project."""
    TeamMemberFactory(project=project, user=cast.leader, part=TeamPart.LEADER)
    TeamMemberFactory(project=project, user=cast.deputy, part=TeamPart.DEPUTY)
    TeamMemberFactory(project=project, user=cast.editor, part=TeamPart.EDITOR)
    return project
