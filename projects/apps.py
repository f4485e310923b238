from datetime import timedelta

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"
    label = "projects"

    def ready(self) -> None:
        from projects import permissions  # noqa: F401  # registers the rules
        from projects.team.queries import places_of
        from samenkracht.accounts.responsibilities import responsibilities
        from samenkracht.core.jobs.housekeeping import term

        responsibilities.add(places_of)

        with_project = "goes with its project"
        term("projects.Municipality", after=None, why="reference data; figures of past years need past municipalities")
        term("projects.PostcodeArea", after=None, why="reference data")
        term("projects.PostcodeUpload", after=timedelta(days=1), why="a preview; what was decided is in the table")
        term("projects.HelpNumber", after=None, why="reference data; the administrator takes it away")
        past = "reference data; what was decided in past years keeps its names"
        term("projects.CooperationAgenda", after=None, why=past)
        term("projects.Priority", after=None, why=past)
        term("projects.Body", after=None, why=past)
        term("projects.BodyMember", after=None, why="until somebody leaves the body")
        term("projects.Meeting", after=None, why="decisions point to the meeting in which they were taken")
        term("projects.Programme", after=None, why="reference data; past projects keep their programme")
        term("projects.Project", after=None, why="the public record of what the region did")
        term("projects.Goal", after=None, why=with_project)
        term("projects.GoalValue", after=None, why=with_project)
        term("projects.StateChange", after=None, why=with_project)
        term("projects.PhaseChange", after=None, why=with_project)
        term("projects.Publication", after=None, why=with_project)
        term("projects.Funding", after=None, why=with_project)
        term("projects.ImprovementProposal", after=None, why=with_project)
        term("projects.ProgressItem", after=None, why=with_project)
        term("projects.TeamMember", after=None, why="until somebody leaves the team")
        term("projects.ParticipationPlan", after=None, why=with_project)
        term("projects.PlanVersion", after=None, why=with_project)
        term("projects.PlanLine", after=None, why=with_project)
