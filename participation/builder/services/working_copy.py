"""Changes of a questionnaire in the making. Residents see nothing of them until it is published."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from participation.builder import queries as builder_queries
from participation.builder.queries import Working
from participation.builder.services import forms
from participation.formbuilder import blocks, editing, schema
from participation.formbuilder.schema import Definition, Question, Step
from participation.models import Form, FormVersion, WorkingCopy
from participation.register import queries as register_queries
from samenkracht.accounts.actors import Actor
from samenkracht.accounts.permissions import Permission, require
from samenkracht.audit import services as audit
from samenkracht.core.refused import Refused


class ChangedMeanwhile(Refused):
    for_people = _(
        "Iemand anders heeft dit formulier intussen gewijzigd. Wat u typte staat er nog en is niet bewaard. "
        "Vergelijk het met de nieuwe stand. Bewaart u nu nog een keer, dan geldt wat hier staat."
    )


class PartGone(Refused):
    for_people = _("Dit onderdeel is intussen uit het formulier gehaald.")


class NothingChanged(Refused):
    for_people = _("Er is niets veranderd sinds de laatste versie.")


class BlockThereAlready(Refused):
    for_people = _("Deze vaste vraag staat al in het formulier.")


def lock_working_copy(form: Form, edition: int | None) -> Working:
    """The working copy as it is now, held for this transaction. Raises ChangedMeanwhile."""
    now = builder_queries.working_copy(Form.objects.select_for_update().get(pk=form.pk))
    if edition is not None and edition != now.edition:
        raise ChangedMeanwhile
    return now


def change(
    form: Form,
    do: Callable[[Definition], Definition],
    *,
    edition: int | None,
    event: str,
    key: str,
    by: Actor,
    at: datetime,
) -> None:
    """One change of the working copy, recorded. Nothing happens when ``do`` changes nothing."""
    require(by, Permission.FORM_WRITE, form)
    now = lock_working_copy(form, edition)
    try:
        definition = do(now.definition)
    except KeyError:
        raise PartGone from None
    if definition == now.definition:
        return
    stored = {"definition": schema.to_json(definition), "edition": now.edition + 1, "changed_at": at}
    WorkingCopy.objects.update_or_create(form=form, defaults=stored)
    audit.record(event=event, target=form, by=by, at=at, project_id=form.project_id, key=key)


# --- steps: all raise NotPermitted, ChangedMeanwhile, PartGone ----------------------------------------------------


@transaction.atomic
def add_step(*, form: Form, edition: int | None, title: str, intro: str = "", by: Actor, at: datetime) -> Step:
    """Add a step at the end."""
    step = Step(editing.fresh_key(builder_queries.working_copy(form).definition), title.strip(), (), intro.strip())
    edit = partial(editing.add_step, step=step)
    change(form, edit, edition=edition, event="form.step_added", key=step.key, by=by, at=at)
    return step


@transaction.atomic
def change_step(
    *, form: Form, edition: int | None, key: str, title: str, intro: str = "", by: Actor, at: datetime
) -> None:
    """Give a step another title or introduction."""

    def reworded(now: Definition) -> Definition:
        step = now.steps[editing.index_of(now.steps, key)]
        return editing.put_step(now, replace(step, title=title.strip(), intro=intro.strip()))

    change(form, reworded, edition=edition, event="form.step_changed", key=key, by=by, at=at)


@transaction.atomic
def remove_step(*, form: Form, edition: int | None, key: str, by: Actor, at: datetime) -> None:
    """Take a step with its questions out of what will be published. What was published and answered stays."""
    edit = partial(editing.remove_step, key=key)
    change(form, edit, edition=edition, event="form.step_removed", key=key, by=by, at=at)


@transaction.atomic
def move_step(*, form: Form, key: str, up: bool, by: Actor, at: datetime) -> None:
    """Let a step change places with the one above or below it; at the end of the list nothing happens."""
    edit = partial(editing.move_step, key=key, up=up)
    change(form, edit, edition=None, event="form.step_moved", key=key, by=by, at=at)


# --- questions: idem ----------------------------------------------------------------------------------------------


@transaction.atomic
def add_question(
    *, form: Form, edition: int | None, step_key: str, question: Question, by: Actor, at: datetime
) -> Question:
    """Add a question at the end of a step. It gets a key of its own, whatever key ``question`` has."""
    new_question = replace(question, key=editing.fresh_key(builder_queries.working_copy(form).definition))
    change(
        form,
        lambda now: editing.add_question(now, step_key, new_question),
        edition=edition,
        event="form.question_added",
        key=new_question.key,
        by=by,
        at=at,
    )
    return new_question


@transaction.atomic
def add_speaks_for(*, form: Form, step_key: str, by: Actor, at: datetime) -> None:
    """Put the standard question who speaks for whom at the end of a step. Its keys are the same in every form.

    Raises BlockThereAlready too.
    """
    new_question = blocks.speaks_for()

    def added(now: Definition) -> Definition:
        if any(
            question.block == new_question.block or question.key == new_question.key for question in now.questions()
        ):
            raise BlockThereAlready
        return editing.add_question(now, step_key, new_question)

    change(form, added, edition=None, event="form.question_added", key=new_question.key, by=by, at=at)


@transaction.atomic
def change_question(*, form: Form, edition: int | None, question: Question, by: Actor, at: datetime) -> None:
    """Put ``question`` in the place of the one with its key."""
    edit = partial(editing.put_question, question=question)
    change(form, edit, edition=edition, event="form.question_changed", key=question.key, by=by, at=at)


@transaction.atomic
def remove_question(*, form: Form, edition: int | None, key: str, by: Actor, at: datetime) -> None:
    """Take a question out of what will be published. What was published and answered stays."""
    edit = partial(editing.remove_question, key=key)
    change(form, edit, edition=edition, event="form.question_removed", key=key, by=by, at=at)


@transaction.atomic
def move_question(*, form: Form, key: str, up: bool, by: Actor, at: datetime) -> None:
    """Move a question one place, over the edge of its step into the next one."""
    edit = partial(editing.move_question, key=key, up=up)
    change(form, edit, edition=None, event="form.question_moved", key=key, by=by, at=at)


# --- publishing ---------------------------------------------------------------------------------------------------


@transaction.atomic
def publish(*, form: Form, edition: int | None, by: Actor, at: datetime) -> FormVersion:
    """Publish the working copy as the next version.

    Raises NotPermitted, ChangedMeanwhile, NothingChanged, forms.DefinitionHasProblems.
    """
    require(by, Permission.FORM_WRITE, form)
    now = lock_working_copy(form, edition)
    if form.published_version is not None and register_queries.definition_of(form.published_version) == now.definition:
        raise NothingChanged
    return forms.publish(form=form, definition=now.definition, by=by, at=at)
