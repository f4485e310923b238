"""The commands, as somebody types them."""

import json
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reports.management.commands import compile_report
from reports.models import DailyBatch, Report, ReportRun
from samenkracht.core.values.json import digest
from tests.factories.projects import ProjectFactory
from tests.reports.conftest import Scene
from tests.reports.pdf_ua import problems

pytestmark = pytest.mark.django_db
PERIOD = ("--from", "2026-07-01", "--until", "2026-10-01")


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_a_report_is_written_whole_to_a_new_folder(scene: Scene, tmp_path: Path) -> None:
    out = tmp_path / "rapport"

    run("compile_report", "progress", *PERIOD, "--out", str(out))

    report = Report.objects.get()
    assert sorted(path.name for path in out.iterdir()) == ["content.json", "report.docx", "report.pdf", "report.xlsx"]
    assert digest(json.loads((out / "content.json").read_text())) == report.digest
    assert problems((out / "report.pdf").read_bytes()) == []
    assert [path.name for path in tmp_path.iterdir()] == ["rapport"]


def test_one_project_can_be_asked(scene: Scene, tmp_path: Path) -> None:
    run("compile_report", "progress", *PERIOD, "--project", scene.project.slug, "--out", str(tmp_path / "x"))

    report = Report.objects.get()
    assert report.title == "Voortgang Hulp bij het huishouden, derde kwartaal 2026"
    assert report.project == scene.project
    assert [chapter["slug"] for chapter in report.content["chapters"]] == [scene.project.slug]


def test_a_secret_project_is_in_no_report_for_many_readers(scene: Scene, tmp_path: Path) -> None:
    secret = ProjectFactory(
        title="Kanarie9Geheim", publication_level="secret", publication_reason="Onderhandelingen", slug="kanarie9"
    )

    run("compile_report", "progress", *PERIOD, "--out", str(tmp_path / "all"))
    with pytest.raises(CommandError):
        run("compile_report", "progress", *PERIOD, "--project", secret.slug, "--out", str(tmp_path / "one"))

    assert "anarie9" not in json.dumps(Report.objects.get().content)


def test_one_programme_can_be_asked(scene: Scene, tmp_path: Path) -> None:
    run("compile_report", "progress", *PERIOD, "--programme", "gezondheid", "--out", str(tmp_path / "x"))

    assert Report.objects.get().title == "Voortgang Gezondheid en ondersteuning, derde kwartaal 2026"


@pytest.mark.parametrize(
    "words",
    [
        ("progress", "--from", "2026-10-01", "--until", "2026-10-01"),
        ("progress", "--from", "2026-10-01", "--until", "2026-07-01"),
        ("progress", "--from", "1 juli", "--until", "2026-10-01"),
        ("progress", "--from", "2026-02-30", "--until", "2026-10-01"),
        ("progress", "--from", "9026-02-01", "--until", "9026-10-01"),
        ("progress", "--from", "2090-07-01", "--until", "2090-10-01"),
        ("progress", *PERIOD, "--programme", "bestaat-niet"),
        ("progress", *PERIOD, "--project", "bestaat-niet"),
        ("progress", *PERIOD, "--project", "hulp-bij-het-huishouden", "--programme", "gezondheid"),
        ("jaarverslag", *PERIOD),
        ("progress", "--from", "2026-07-01"),
        (),
    ],
)
def test_bad_input_writes_nothing(scene: Scene, tmp_path: Path, words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        run("compile_report", *words, "--out", str(tmp_path / "x"))

    assert list(tmp_path.iterdir()) == []
    assert ReportRun.objects.count() == Report.objects.count() == 0


@pytest.mark.parametrize("place", ["there", "no/such/folder", "file/x"])
def test_a_place_that_cannot_be_made_is_refused_before_anything_is_written(
    scene: Scene, tmp_path: Path, place: str
) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "file").write_text("")

    with pytest.raises(CommandError):
        run("compile_report", "progress", *PERIOD, "--out", str(tmp_path / place))

    assert ReportRun.objects.count() == 0


def test_when_writing_fails_no_folder_appears(scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real: Callable[[Path, bytes], None] = compile_report.put

    def full(path: Path, content: bytes) -> None:
        if path.suffix == ".pdf":
            raise OSError(28, "No space left on device")
        real(path, content)

    monkeypatch.setattr(compile_report, "put", full)

    with pytest.raises(CommandError, match="No space left"):
        run("compile_report", "progress", *PERIOD, "--out", str(tmp_path / "x"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.once
@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("progress", "--from", "x", "--until", "2026-10-01", "--out", "/nowhere/x"), 2),
        (("progress", *PERIOD, "--out", "/nowhere/x"), 1),
        (("progress", *PERIOD, "--unknown", "--out", "x"), 2),
    ],
)
def test_what_is_wrong_is_one_line_on_stderr(words: tuple[str, ...], status: int) -> None:
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "manage.py", "compile_report", *words],
        cwd=root, capture_output=True, text=True, timeout=60,
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (status, "")
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_reports_are_listed_as_json(scene: Scene, tmp_path: Path) -> None:
    run("compile_report", "progress", *PERIOD, "--out", str(tmp_path / "x"))

    listed = json.loads(run("list_reports", "--json"))

    assert [row["address"] for row in listed] == ["/rapporten/2026/voortgang-alle-projecten-derde-kwartaal/"]
    assert listed[0]["digest"] == Report.objects.get().digest


def test_daily_figures_are_taken_as_of_a_given_moment_once(scene: Scene) -> None:
    assert "2026-10-02: 5 figures" in run("daily_figures", "--at", "2026-10-02T00:10:00+02:00")
    assert "is there already" in run("daily_figures", "--at", "2026-10-02T12:00")
    assert DailyBatch.objects.get().as_of.isoformat() == "2026-10-01T22:00:00+00:00"
