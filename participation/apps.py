from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipationConfig(AppConfig):
    name = "participation"
    label = "participation"

    def ready(self) -> None:
        from participation import permissions  # noqa: F401  # registers the rules
        from participation.intake.services import encryption
        from participation.intake.services.municipality_uses import named_in_answers
        from participation.models.submission import PENDING
        from participation.results import queries as results
        from participation.results import services as tallies
        from projects.municipalities.services.municipalities import municipality_uses
        from samenkracht.backups import erasures
        from samenkracht.core.jobs import work
        from samenkracht.core.jobs.housekeeping import term
        from samenkracht.core.security import key_rotation

        municipality_uses.add(named_in_answers)
        work.handle(
            work.OutboxHandler(
                PENDING,
                _("Antwoorden tellen"),
                do=lambda form_id: tallies.aggregate_all(form_id=form_id),
                about=results.form_title,
            )
        )
        erasures.add(erasures.Ledger("submission", tallies.marks, tallies.erase_again))
        key_rotation.add(encryption.SensitiveAnswers())
        stays = "stays with the project; closing is not removing"
        term("participation.Form", after=None, why=stays)
        term("participation.FormVersion", after=None, why="as long as answers or reports rest on it")
        term("participation.WorkingCopy", after=None, why="one for each form; replaced, never piled up")
        term("participation.PreparedPage", after=timedelta(days=90), field="made_at", why="made again when needed")
        term("participation.Draft", after=timedelta(0), field="expires_at", why="never sent, so never kept")
        term("participation.Submission", after=None, why="by the terms of its form; or erased by receipt code")
        term("participation.FormTally", after=None, why="goes with its form")
        term("participation.TallyCell", after=None, why="counts, no persons; goes with its form")
        term("participation.Erasure", after=None, why="proves that a count went down rightly; holds no answers")
