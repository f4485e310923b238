"""The kinds of content, and reading whichever was stored."""

from collections.abc import Callable, Mapping
from typing import Any

from reports.content import evaluation, progress, proposal
from reports.content.document import Content, UnreadableContent
from samenkracht.core.rows import reads

READERS: dict[str, Callable[[Mapping[str, Any]], Content]] = {
    progress.KIND: progress.ProgressReport.from_json,
    evaluation.KIND: evaluation.EvaluationReport.from_json,
    proposal.KIND: proposal.ProposalPaper.from_json,
}


@reads(UnreadableContent)
def read(document: Mapping[str, Any]) -> Content:
    """A stored document of any kind and of any schema so far. Raises UnreadableContent."""
    reader = READERS.get(str(document.get("kind")))
    if reader is None:
        raise UnreadableContent(f"unknown kind {document.get('kind')!r}")
    return reader(document)
