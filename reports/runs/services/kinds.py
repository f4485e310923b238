"""The kinds of report: what each is asked, how it is collected, and under what name it is kept.

A new kind is a wing with a module like this in its services, which ``reports/apps.py`` registers.
"""

from collections.abc import Mapping
from datetime import datetime
from types import ModuleType
from typing import Any, Protocol

from reports.models import ReportRun
from reports.papers.content.document import Content
from reports.papers.content.kinds import READERS
from reports.papers.render import DRAWINGS


class KindModule(Protocol):
    """What the module of a kind offers. ``parameters`` is the kind's own frozen value of what was asked."""

    KIND: str
    # The package of its drawings (reports.papers.render).
    render: ModuleType

    def read(self, document: Mapping[str, Any], /) -> Content:
        """Content of this kind as it was stored. Raises UnreadableContent."""

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


KINDS: dict[str, KindModule] = {}


def register(module: KindModule) -> None:
    """Make a kind known: how it is asked for, how what was stored is read, and where its drawings stand."""
    KINDS[module.KIND] = module
    READERS[module.KIND] = module.read
    DRAWINGS[module.KIND] = module.render.__name__
