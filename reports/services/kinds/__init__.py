"""The kinds of report: what each is asked, how it is collected, and under what name it is kept.

A new kind is a module here, in the registry below, with its content, collector and drawings in rooms of the same name.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from reports.content.document import Content
from reports.enums import ReportKind
from reports.models import ReportRun
from reports.services.kinds import evaluation, progress, proposal


class KindModule(Protocol):
    """What a module of this package offers. ``parameters`` is the kind's own frozen value of what was asked."""

    def validate(self, parameters: Any, *, at: datetime) -> None:
        """Raise Refused for what cannot be reported about."""

    def run_fields(self, parameters: Any) -> dict[str, Any]:
        """The columns of a run that say what it is about: project, proposal."""

    def to_json(self, parameters: Any) -> dict[str, Any]:
        """What was asked, as it is stored with the run."""

    def from_json(self, document: Mapping[str, Any]) -> Any:
        """What a run was asked. Its edition is the next one."""

    def collect(self, parameters: Any, *, as_of: datetime) -> Content:
        """Read everything in one snapshot."""

    def report_fields(self, content: Any, run: ReportRun) -> dict[str, Any]:
        """The columns of the stored report: year, slug, and what its kind is about."""

    def check_public(self, content: Any) -> None:
        """Raise Refused when what it says is not for everybody."""


KINDS: Mapping[str, KindModule] = {
    ReportKind.PROGRESS: progress,
    ReportKind.EVALUATION: evaluation,
    ReportKind.PROPOSAL: proposal,
}
