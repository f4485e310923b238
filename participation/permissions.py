"""Who may do what with forms and what came in: the rows of the matrix about this floor."""

from participation.models import Form, FormVersion, Submission
from projects.models import Project, team_ids
from projects.permissions import may_view_internal
from samenkracht.accounts.actors import Actor, Resident, Staff, is_coordinator
from samenkracht.accounts.permissions import Permission, rule


def project_of(target: object) -> Project | None:
    """The project that ``target`` is or belongs to; None for anything else."""
    match target:
        case Project():
            return target
        case Form():
            return target.project
        case FormVersion() | Submission():
            return target.form.project
        case _:
            return None


def works_on(actor: Actor, target: object) -> bool:
    """The team its own, the coordinator all."""
    project = project_of(target)
    if project is None or not isinstance(actor, Staff) or not actor.user.is_active:
        return False
    return is_coordinator(actor) or project.pk in team_ids(actor.user)


@rule(Permission.FORM_READ)
def may_read_form(actor: Actor, target: object) -> bool:
    """Everybody the published form of a public project; of others as its project."""
    project = project_of(target)
    if project is None:
        return False
    published = isinstance(target, Form) and target.published_version_id is not None and project.is_public
    return published or may_view_internal(actor, project)


@rule(Permission.FORM_WRITE)
def may_write_form(actor: Actor, target: object) -> bool:
    """The team its own, the coordinator all."""
    return works_on(actor, target)


@rule(Permission.SUBMISSION_READ)
def may_read_submission(actor: Actor, target: object) -> bool:
    """A resident the own, by receipt code; the team its own, the coordinator all."""
    if isinstance(actor, Resident):
        return isinstance(target, Submission) and target.receipt_hash == actor.receipt_hash
    return isinstance(target, Submission) and works_on(actor, target)


@rule(Permission.SUBMISSION_FIND)
def may_find_submission(actor: Actor, target: object) -> bool:
    """By the code that a resident reads out, to erase on behalf: the coordinator."""
    return target is None and is_coordinator(actor)


@rule(Permission.SUBMISSION_ERASE)
def may_erase_submission(actor: Actor, target: object) -> bool:
    """A resident the own, by receipt code; the coordinator on behalf, logged."""
    if isinstance(actor, Resident):
        return isinstance(target, Submission) and target.receipt_hash == actor.receipt_hash
    return is_coordinator(actor) and isinstance(target, Submission)


@rule(Permission.SUBMISSION_EXPORT)
def may_export_submissions(actor: Actor, target: object) -> bool:
    """Of a form: the team its own, the coordinator all."""
    return isinstance(target, Form) and works_on(actor, target)


@rule(Permission.FIGURES_LIVE)
def may_see_live_figures(actor: Actor, target: object) -> bool:
    """The team its own, the coordinator all."""
    return works_on(actor, target)
