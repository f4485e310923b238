"""Changes of forms. A published version never changes; a change is a new version."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.formbuilder import checking, schema
from participation.intake.queries import forget_forms
from participation.models import Form, FormTally, FormVersion
from projects.models import PlanLine, Project
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, require
from samenkracht.audit import services as audit
from samenkracht.core.db.slugs import free_slug
from samenkracht.core.refused import Refused


class FormFacts(TypedDict, total=False):
    """What a form says about itself."""

    title: str
    purpose: str
    readers: str
    minutes: int
    opens_at: datetime | None
    closes_at: datetime | None
    plan_line: PlanLine | None


class DefinitionHasProblems(Refused):
    """``problems`` holds a Dutch sentence for each."""

    for_people = _("Dit formulier kan zo nog niet gepubliceerd worden.")

    def __init__(self, problems: list[str]) -> None:
        super().__init__(*problems)
        self.problems = problems


class PlanLineOfOtherProject(Refused):
    for_people = _("Deze planregel hoort bij een ander project.")


class ClosesBeforeOpening(Refused):
    for_people = _("Een formulier sluit later dan het opengaat.")


class NotPublished(Refused):
    for_people = _("Dit formulier is nog niet gepubliceerd.")


def check_facts(project: Project, facts: FormFacts) -> None:
    """Raise what the database would refuse, in words for people."""
    line = facts.get("plan_line")
    if line is not None and line.plan.project_id != project.pk:
        raise PlanLineOfOtherProject
    opens_at, closes_at = facts.get("opens_at"), facts.get("closes_at")
    if opens_at is not None and closes_at is not None and closes_at <= opens_at:
        raise ClosesBeforeOpening


@transaction.atomic
def make(*, project: Project, by: Actor, at: datetime, **facts: Unpack[FormFacts]) -> Form:
    """Make a form without questions yet. Raises NotPermitted, PlanLineOfOtherProject, ClosesBeforeOpening."""
    require(by, Permission.FORM_WRITE, project)
    check_facts(project, facts)
    # In the workplace "nieuw" is the page on which a form is made.
    slug = free_slug(facts["title"], Form.objects.all(), longest=70, otherwise="vragenlijst", reserved={"nieuw"})
    form = Form.objects.create(project=project, slug=slug, created_at=at, **facts)
    FormTally.objects.create(form=form)
    audit.record(event="form.made", target=form, by=by, at=at, project_id=project.pk)
    return form


@transaction.atomic
def change(*, form: Form, by: Actor, at: datetime, **facts: Unpack[FormFacts]) -> Form:
    """Change what is given of what the form says about itself; its address stays.

    Raises NotPermitted, PlanLineOfOtherProject, ClosesBeforeOpening.
    """
    require(by, Permission.FORM_WRITE, form)
    form = Form.objects.select_for_update().get(pk=form.pk)
    moments: FormFacts = {"opens_at": form.opens_at, "closes_at": form.closes_at}
    check_facts(form.project, moments | facts)
    changed = sorted(name for name, value in facts.items() if getattr(form, name) != value)
    if not changed:
        return form
    for name in changed:
        setattr(form, name, facts[name])  # type: ignore[literal-required]  # a name of the facts themselves
    form.save(update_fields=changed)
    transaction.on_commit(forget_forms)
    audit.record(event="form.changed", target=form, by=by, at=at, project_id=form.project_id, changed=changed)
    return form


@transaction.atomic
def publish(*, form: Form, definition: schema.Definition, by: Actor, at: datetime) -> FormVersion:
    """Publish ``definition`` as the next version. Raises NotPermitted, DefinitionHasProblems.

    Whoever is filling in an older version goes on with it; the answers carry the version that was seen.
    """
    require(by, Permission.FORM_WRITE, form)
    if problems := checking.check(definition):
        raise DefinitionHasProblems(problems)
    form = Form.objects.select_for_update().get(pk=form.pk)
    last = form.versions.order_by("-number").values_list("number", flat=True).first() or 0
    version = FormVersion.objects.create(
        form=form, number=last + 1, definition=schema.to_json(definition), published_at=at
    )
    form.published_version = version
    form.save(update_fields=["published_version"])
    transaction.on_commit(forget_forms)
    audit.record(event="form.published", target=form, by=by, at=at, project_id=form.project_id, version=version.number)
    return version


@transaction.atomic
def close(*, form: Form, by: Actor, at: datetime) -> Form:
    """Close the form now. Closing a closed form changes nothing. Raises NotPermitted, NotPublished."""
    require(by, Permission.FORM_WRITE, form)
    form = Form.objects.select_for_update().get(pk=form.pk)
    if form.published_version_id is None:
        raise NotPublished
    if form.closes_at is not None and form.closes_at <= at:
        return form
    if form.opens_at is not None and form.opens_at >= at:
        raise ClosesBeforeOpening
    form.closes_at = at
    form.save(update_fields=["closes_at"])
    transaction.on_commit(forget_forms)
    audit.record(event="form.closed", target=form, by=by, at=at, project_id=form.project_id)
    return form
