"""What somebody does who wants to know whether a portal was taken over whole; run inside the upgraded portal.

``python -m tests.upgrade.page_walk KNOWN`` reads what the older release knew of its content and prints, for each
question, how much it looked at and what is wrong, as JSON. Django's client stands for the people; the views are the
real ones.
"""

import hashlib
import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import django

django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402 - Django must be set up first
from django.core.management import call_command  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.urls import reverse  # noqa: E402

from participation.enums import ExportFormat, ExportGround  # noqa: E402
from participation.formbuilder import answers as answer_sheet  # noqa: E402
from participation.intake.collect import decrypted  # noqa: E402
from participation.intake.services import drafts  # noqa: E402
from participation.models import Draft, Form, Submission  # noqa: E402
from projects.models import Project  # noqa: E402
from reports.enums import ReportKind, ReportStatus  # noqa: E402
from reports.models import Report, ReportFile  # noqa: E402
from reports.papers.render import CONTENT_TYPES  # noqa: E402
from reports.recount.collect import recount  # noqa: E402
from samenkracht.accounts.factor_secrets import decrypt_secret  # noqa: E402
from samenkracht.accounts.models import User  # noqa: E402
from samenkracht.accounts.roles import Role  # noqa: E402
from samenkracht.audit.models import AuditEvent  # noqa: E402
from samenkracht.core import clock  # noqa: E402
from samenkracht.core.security.encryption import CannotDecrypt  # noqa: E402
from tests.accounts.codes import fresh_code  # noqa: E402

Wrong = Iterator[str]
BEGINS = {"pdf": b"%PDF-", "docx": b"PK", "xlsx": b"PK"}
# Per role three pages by the names of their routes; those with something in their address follow in ``pages``.
PAGES: dict[Role, tuple[str, ...]] = {
    Role.PROJECT_STAFF: ("start", "project_list", "project_workspace", "plan_page", "form_list", "dashboard"),
    Role.COORDINATOR: ("start", "project_list", "project_workspace", "report_list", "dashboard", "answers_erase"),
    Role.COMMISSIONER: ("start", "plan_page", "dashboard"),
    Role.DIRECTOR: ("start", "dashboard", "report_list", "project_workspace"),
    Role.PORTFOLIO_HOLDER: ("start", "dashboard", "proposal_list", "meeting_list"),
    Role.SECRETARY: ("start", "proposal_list", "meeting_list", "report_list"),
    Role.PRIVACY_OFFICER: ("start", "project_workspace", "report_list"),
    Role.ADMINISTRATOR: ("start", "users", "agenda_list", "body_list"),
}
RESIDENTS = ("home", "public_project_list", "public_report_list", "privacy_statement")


@dataclass
class Found:
    """How many things were looked at, and what is wrong with some of them."""

    seen: int = 0
    wrong: list[str] = field(default_factory=list)


class Walk:
    """Through one upgraded portal, in an order in which what is changed comes last."""

    def __init__(self, known: dict[str, Any]) -> None:
        self.known = known
        self.form = Form.objects.get(title=known["codes"][0]["form"])

    def found(self) -> dict[str, Found]:
        questions: dict[str, Callable[[Found], Wrong]] = {
            "sealed": self.sealed,
            "recount": self.recounted,
            "reports": self.reports,
            "pages": self.pages,
            "people": self.people,
            "drafts": self.continued,
            "exports": self.exported,
            "codes": self.codes,
            "goes on": self.goes_on,
            "rotated": self.rotated,
        }
        told = {}
        for name, question in questions.items():
            told[name] = found = Found()
            try:
                found.wrong += question(found)
            except Exception as error:
                print(f"--- {name}", file=sys.stderr)
                sys.excepthook(*sys.exc_info())
                found.wrong.append(f"{type(error).__name__}: {error}")
        return told

    def client(self, user: User | None) -> Client:
        client = Client(raise_request_exception=False)
        if user is not None:
            client.force_login(user)
        return client

    def somebody(self, role: Role) -> User:
        return User.objects.filter(role=role, is_active=True).order_by("pk")[0]

    # --- what is sealed -------------------------------------------------------------------------------------------

    def sealed(self, found: Found) -> Wrong:
        """Every answer, every half-filled form, every second factor opens; what is known of them says the same."""
        yield from self.opening(found)
        yield from self.known_answers()
        yield from self.known_factors(found)
        for known in self.known["drafts"]:
            draft = drafts.find(key=known["key"], at=clock.now())
            if draft is None or (draft.answers, draft.typed) != (known["answers"], known["typed"]):
                yield f"a draft of {known['form']} holds something else"

    def opening(self, found: Found) -> Wrong:
        """Everything that is sealed opens."""
        for row in Submission.objects.order_by("pk"):
            found.seen += 1
            try:
                decrypted(answer_sheet.from_json(row.answers), row=row.key)
            except CannotDecrypt as error:
                yield f"submission {row.pk}: {error}"
        for pk in Draft.objects.values_list("pk", flat=True):
            found.seen += 1
            try:
                json.loads(Draft.objects.get(pk=pk).answers)
            except CannotDecrypt as error:
                yield f"draft {pk}: {error}"

    def known_answers(self) -> Wrong:
        """Those that are known in words; but for what was erased, all of them are there."""
        erased = {row["row"] for row in self.known["codes"] if row["code"] in self.known["erased"]["codes"]}
        for pk, texts in self.known["sensitive"].items():
            row = Submission.objects.filter(pk=pk).first()
            if (row is None) != (int(pk) in erased):
                yield f"submission {pk} is {'gone' if row is None else 'back'}"
            elif (
                row is not None
                and not texts.items() <= decrypted(answer_sheet.from_json(row.answers), row=row.key).items()
            ):
                yield f"submission {pk} says something else"

    def known_factors(self, found: Found) -> Wrong:
        for known in self.known["factors"]:
            found.seen += 1
            rows = {row.type: row.data for row in Authenticator.objects.filter(user__email=known["email"])}
            try:
                if decrypt_secret(rows["totp"]["secret"]) != known["secret"]:
                    yield f"the app of {known['email']} has another secret"
                decrypt_secret(rows["recovery_codes"]["seed"])
            except (KeyError, CannotDecrypt) as error:
                yield f"second factor of {known['email']}: {error!r}"

    def rotated(self, found: Found) -> Wrong:
        """Everything is encrypted anew with the newest key, and opens after that."""
        out = io.StringIO()
        call_command("rotate_keys", stdout=out)
        call_command("rotate_keys", "--check", stdout=out)
        if "opens nothing here any more" not in out.getvalue():
            yield f"the older key is still in use: {out.getvalue()}"
        yield from self.opening(found)

    # --- reports and figures --------------------------------------------------------------------------------------

    def recounted(self, found: Found) -> Wrong:
        """What a recount says of everything that is stored; the test knows what it may say."""
        for finding in recount():
            found.seen += 1
            yield str(finding)

    def reports(self, found: Found) -> Wrong:
        """As web page and as every file, for who works here and, when published, for everybody."""
        reader = self.client(self.somebody(Role.COORDINATOR))
        for known in self.known["reports"]:
            pages = [(reader, reverse("report", kwargs={"report_id": known["id"]}))]
            if known["status"] == ReportStatus.PUBLISHED:
                pages.append((self.client(None), known["path"]))
            for client, page in pages:
                for words in self.report(client, page, known, found):
                    yield f"{known['kind']} {known['status']} {page}: {words}"
            yield from self.drawings(known, found)

    def report(self, client: Client, page: str, known: dict[str, Any], found: Found) -> Wrong:
        answer = client.get(page)
        found.seen += 1
        text = answer.content.decode()
        if answer.status_code != 200:
            yield f"status {answer.status_code}"
        elif (
            f"<dd>{known['digest'][:4]} {known['digest'][4:8]} {known['digest'][8:12]}</dd>" not in text
            or "Dit rapport is gewijzigd" in text
            or "Dit voorstel is gewijzigd" in text
        ):
            yield "does not show the content that was frozen"
        for name in CONTENT_TYPES:
            wanted = known["files"].get(f"{known['status']} {name}")
            if wanted is None:
                continue
            found.seen += 1
            content = client.get(f"{page.rstrip('/')}.{name}")
            body = bytes_of(content)
            if content.status_code != 200 or not body.startswith(BEGINS[name]):
                yield f"{name}: status {content.status_code}, {len(body)} bytes"
            elif hashlib.sha256(body).hexdigest() != wanted:
                yield f"{name}: other bytes than were frozen"
            elif name != "pdf" and (broken := zipfile.ZipFile(io.BytesIO(body)).testzip()):
                yield f"{name}: {broken} cannot be unpacked"

    def drawings(self, known: dict[str, Any], found: Found) -> Wrong:
        """The files of earlier states are kept too."""
        stored = {
            f"{one.status} {one.format}": bytes(one.content) for one in ReportFile.objects.filter(report=known["id"])
        }
        for name, wanted in known["files"].items():
            found.seen += 1
            if hashlib.sha256(stored.get(name, b"")).hexdigest() != wanted:
                yield f"report {known['id']}, {name}: other bytes than were drawn"
        if Report.objects.get(pk=known["id"]).title != known["title"]:
            yield f"report {known['id']} has another title"

    # --- pages ----------------------------------------------------------------------------------------------------

    def pages(self, found: Found) -> Wrong:
        """At least three for everybody who comes here."""
        for role in Role:
            names = PAGES[role]
            client = self.client(self.somebody(role))
            for name in names:
                yield from self.page(client, role, self.address(name, role), found)
        client = self.client(None)
        for path in (*map(reverse, RESIDENTS), *self.public_pages()):
            yield from self.page(client, "resident", path, found)

    def page(self, client: Client, who: str, path: str, found: Found) -> Wrong:
        found.seen += 1
        answer = client.get(path)
        if answer.status_code != 200:
            yield f"{who} {path}: {answer.status_code}"

    def address(self, name: str, role: Role) -> str:
        """Of the first project where the address names one; for who works on projects, one of their own."""
        if name not in ("project_workspace", "plan_page", "form_list"):
            return reverse(name)
        projects = Project.objects.order_by("pk")
        if role == Role.PROJECT_STAFF:
            projects = projects.filter(members__user=self.somebody(role))
        return reverse(name, kwargs={"slug": projects[0].slug})

    def public_pages(self) -> Iterator[str]:
        for project in Project.objects.public().order_by("pk"):
            yield reverse("public_project", kwargs={"slug": project.slug})
        for form in Form.objects.public().order_by("pk"):
            yield reverse("form_start", kwargs={"slug": form.slug})
            if form.is_open_at(clock.now()):
                yield reverse("form_fill", kwargs={"slug": form.slug})

    # --- people ---------------------------------------------------------------------------------------------------

    def people(self, found: Found) -> Wrong:
        """Who could come in comes in, and who could not does not."""
        password, closed = self.known["password"], self.known["accounts"]["closed"]
        able = User.objects.filter(email__endswith="@demo.example", is_active=True).order_by("pk")
        with override_settings(STAFF_SECOND_FACTOR=True):
            for known in self.known["factors"]:
                found.seen += 1
                client = self.client(None)
                client.post(reverse("account_login"), {"login": known["email"], "password": password})
                client.post(reverse("mfa_authenticate"), {"code": fresh_code(known["secret"])})
                if client.get(reverse("start")).status_code != 200:
                    yield f"{known['email']} does not come in with the app"
                client = self.client(None)
                client.post(reverse("account_login"), {"login": known["email"], "password": password})
                client.post(reverse("mfa_authenticate"), {"code": known["recovery"][0]})
                if client.get(reverse("start")).status_code != 200:
                    yield f"{known['email']} does not come in with a recovery code"
        without = able.exclude(email__in=[known["email"] for known in self.known["factors"]]).filter(role=Role.DIRECTOR)
        for email, comes_in in [(without[0].email, True), *((one, False) for one in closed)]:
            found.seen += 1
            client = self.client(None)
            client.post(reverse("account_login"), {"login": email, "password": password})
            if (client.get(reverse("start")).status_code == 200) != comes_in:
                yield f"{email} {'does not come' if comes_in else 'comes'} in"
        for fate, token in self.known["invitations"].items():
            found.seen += 1
            status = self.client(None).get(reverse("accept_invitation", kwargs={"token": token})).status_code
            if status != (200 if fate == "open" else 410):
                yield f"an invitation that is {fate} answers {status}"

    # --- residents ------------------------------------------------------------------------------------------------

    def continued(self, found: Found) -> Wrong:
        """Who was filling in finds in the page what was filled in."""
        for known in self.known["drafts"]:
            found.seen += 1
            form = Form.objects.get(slug=known["form"])
            post = {"key": known["key"], "version": str(form.published_version_id), "step": "2", "go": "back"}
            answer = self.client(None).post(reverse("form_fill", kwargs={"slug": form.slug}), post)
            if answer.status_code != 200 or known["answers"]["ziekte1"] not in answer.content.decode():
                yield f"{form.slug}: status {answer.status_code}, or it does not show what was filled in"

    def exported(self, found: Found) -> Wrong:
        """A file with the answers to sensitive questions in words."""
        asked = {
            "file_format": ExportFormat.CSV.value,
            "answers": "words",
            "ground": ExportGround.CHECK.value,
            "sensitive": "on",
        }
        page = reverse("form_export", kwargs={"slug": self.form.project.slug, "form": self.form.slug})
        answer = self.client(self.somebody(Role.COORDINATOR)).post(page, asked)
        content = bytes_of(answer).decode()
        if answer.status_code != 200 or not content:
            yield f"status {answer.status_code}"
        for row in Submission.objects.filter(form=self.form):
            found.seen += 1
            if self.known["sensitive"][str(row.pk)]["ziekte1"] not in content:
                yield f"submission {row.pk} is not in it"

    def codes(self, found: Found) -> Wrong:
        """A code finds its answers and erases them; the code of what was erased finds nothing."""
        client, page = self.client(self.somebody(Role.COORDINATOR)), reverse("answers_erase")
        erased = set(self.known["erased"]["codes"])
        for known in self.known["codes"]:
            found.seen += 1
            answer = client.post(page, {"code": known["code"]})
            there = answer.status_code == 200 and known["form"] in answer.content.decode()
            if there == (known["code"] in erased):
                yield f"code {known['n']}: status {answer.status_code}"
        chosen = [known for known in self.known["codes"] if known["code"] not in erased][::6]
        for known in chosen:
            answer = client.post(page, {"code": known["code"], "go": "erase", "wanted": "on"})
            if answer.status_code != 302 or Submission.objects.filter(pk=known["row"]).exists():
                yield f"code {known['n']} does not erase: {answer.status_code}"

    # --- and it goes on -------------------------------------------------------------------------------------------

    def goes_on(self, found: Found) -> Wrong:
        """New answers come in, old drafts of reports are approved and drawn, and figures still hold after that."""
        call_command("load_submissions", form=self.form.slug, count=3, seed=3, stdout=io.StringIO())
        client = self.client(self.somebody(Role.COORDINATOR))
        for kind in ReportKind:
            report = Report.objects.filter(kind=kind, status=ReportStatus.DRAFT).order_by("pk")[0]
            found.seen += 1
            client.post(reverse("report_approve", kwargs={"report_id": report.pk}))
            for name in CONTENT_TYPES:
                answer = client.get(reverse(f"report_{name}", kwargs={"report_id": report.pk}))
                if answer.status_code != 200 or Report.objects.get(pk=report.pk).status != ReportStatus.APPROVED:
                    yield f"an old draft ({kind}) is not approved, or has no {name}: {answer.status_code}"
        before = AuditEvent.objects.count()
        call_command("daily_figures", stdout=io.StringIO())
        yield from (str(one) for one in recount() if one.verdict == "differs")
        if not before:
            yield "no audit event"


def bytes_of(answer: Any) -> bytes:
    """The body, also of what is sent while it is made."""
    content: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content


def main() -> None:
    known = json.loads(Path(sys.argv[1]).read_text())
    told = Walk(known).found()
    print(json.dumps({name: asdict(found) for name, found in told.items()}))


if __name__ == "__main__":
    main()
