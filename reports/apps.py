from datetime import timedelta

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    label = "reports"

    def ready(self) -> None:
        from participation.queries import published_about
        from projects.meetings.services import meeting_changing
        from projects.register.services.projects import phase_closed
        from reports import permissions  # noqa: F401  # registers its rules
        from reports.evaluation.services import evaluations
        from reports.evaluation.services import kind as evaluation
        from reports.progress import services as progress
        from reports.proposals.services import kind as proposal
        from reports.proposals.services import treatments
        from reports.runs.queries import readings_about
        from reports.runs.services import kinds
        from samenkracht.core.jobs.housekeeping import term

        for kind in (progress, evaluation, proposal):
            kinds.register(kind)
        meeting_changing.add(treatments.refuse_when_treated)
        published_about.add(readings_about)
        phase_closed.add(evaluations.look_back_on_phase)
        term("reports.ReportRun", after=timedelta(days=366), why="long enough to see how a report came about")
        term("reports.Report", after=None, why="kept for the archive of the region; removed by a decision of people")
        term("reports.ReportFile", after=None, why="as long as its report")
        archive = "kept for the archive of the region, as the reports made of it"
        for name in ("Proposal", "ProposalContact", "ProposalPoint", "Registration", "Treatment", "ExplanationBlock"):
            term(f"reports.{name}", after=None, why=archive)
        for name in ("Evaluation", "CriterionRating", "LineReality"):
            term(f"reports.{name}", after=None, why=archive)
        term("reports.DailyBatch", after=None, why="figures that were shown stay open to a recount")
        term(
            "reports.ShownBreakdown", after=None, why="what was seen stays known; the next breakdown is held against it"
        )
        term("reports.DailyFigure", after=None, why="as long as its batch")
