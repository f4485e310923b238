"""What the example region lacks to hold every state there is, done by the services; and what a release knows of it.

Run inside a portal of the release that the dump is of: ``python -m tests.upgrade.additions FILE``. It writes down in
FILE, in words, what stands in the database sealed, hashed or erased, so that a later release can be asked about it. All
of it is made up.
"""

import json
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.models import Field, Model
from django.test import Client, override_settings
from django.urls import reverse

django.setup()

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes  # noqa: E402 - Django must be set up first
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: E402

from participation import queries as form_queries  # noqa: E402
from participation.builder.services import forms  # noqa: E402
from participation.enums import Channel  # noqa: E402
from participation.formbuilder import answers as answer_sheet  # noqa: E402
from participation.formbuilder.schema import Definition, Option, Question, Step  # noqa: E402
from participation.formbuilder.types.base import is_sealed  # noqa: E402
from participation.intake.services import drafts, receipts, submissions  # noqa: E402
from participation.models import Form, FormVersion, Submission  # noqa: E402
from participation.results import services as tallies  # noqa: E402
from projects.enums import OPEN_PLANS, BodyKind, ParticipationLevel, PolicyPhase, PublicationLevel  # noqa: E402
from projects.meetings import services as meetings  # noqa: E402
from projects.models import PostcodeArea, Project  # noqa: E402
from projects.municipalities.services import postcodes  # noqa: E402
from projects.plans.services import plans  # noqa: E402
from projects.register.services import projects  # noqa: E402
from projects.status import services as levels  # noqa: E402
from reports.enums import ReportKind, ReportStatus  # noqa: E402
from reports.evaluation.collect.evaluation import EvaluationParameters  # noqa: E402
from reports.evaluation.services import evaluations  # noqa: E402
from reports.models import Evaluation, Proposal, Report  # noqa: E402
from reports.progress.collect.progress import ProgressParameters  # noqa: E402
from reports.proposals.collect import ProposalParameters  # noqa: E402
from reports.recount.collect import recount  # noqa: E402
from reports.runs.services import compiling, reports, runs  # noqa: E402
from samenkracht.accounts import services as accounts  # noqa: E402
from samenkracht.accounts.actors import Staff, System  # noqa: E402
from samenkracht.accounts.models import User  # noqa: E402
from samenkracht.accounts.roles import Role  # noqa: E402
from samenkracht.core import clock  # noqa: E402
from samenkracht.core.db import restore_lock  # noqa: E402
from samenkracht.core.refused import Refused  # noqa: E402
from samenkracht.core.values.periods import Period, local_day  # noqa: E402
from samenkracht.demo import prepare, region  # noqa: E402
from samenkracht.demo.cast import DOMAIN, PASSWORD  # noqa: E402
from samenkracht.demo.papers import quarter_before  # noqa: E402

# How many of the residents of the whole demo take part.
SIZE = 0.05
# How many submissions there are of the form with sensitive questions.
SENT = 66
ISSUER = "https://login.regio.example/o"
# What a row of the database may not be missing, but for these.
NO_ROWS = {
    "sessions.session": "no backup holds who is logged in",
    "contenttypes.contenttype": "Django's own, and nothing refers to it",
    "core.cacheentry": "no backup holds it",
    "core.proberesult": "written by a running worker; nothing is lost with it",
    "auth.group": "not used: what one may do follows from role and team",
    "auth.permission": "as above",
    "account.emailaddress": "not used: an address stands at the account, and is confirmed by the invitation",
    "account.emailconfirmation": "as above",
}
NO_VALUE = {
    ("projects.project", "publication_level"): ("public_from",),  # a level with a day; the register makes it public
    ("projects.planversion", "outcome"): ("draft",),  # a version begins with being submitted
    ("participation.submission", "channel"): ("import",),  # no import yet
    ("participation.draft", "channel"): tuple(set(Channel.values) - {Channel.ONLINE}),  # residents alone fill in pages
    ("mfa.authenticator", "type"): ("webauthn",),  # not offered
}


def main(out: Path) -> None:
    """Build the region, add what it lacks, and write down what is known of it. Ends with a word when it lacks more."""
    if connection.vendor == "sqlite":
        prepare.in_haste()
    call_command("migrate", verbosity=0, interactive=False)
    region.seed(size=SIZE)
    Path(out).write_text(json.dumps(Additions(clock.now()).told(), ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    lacking = [*values_without_a_row()]
    if lacking:
        raise SystemExit("The dump lacks: " + "; ".join(lacking))


def values_without_a_row() -> Iterator[str]:
    """The tables without a row, and the values of closed lists that no row has: the next release could spoil them."""
    for model in apps.get_models():
        label = model._meta.label_lower
        if not model._default_manager.exists() and label not in NO_ROWS:
            yield f"a row of {label}"
        for field in model._meta.concrete_fields:
            yield from (f"{label} with {field.name}={value}" for value in values_of(model, field))


def values_of(model: type[Model], field: "Field[Any, Any]") -> Iterator[str]:
    if not field.flatchoices:
        return
    label = model._meta.label_lower
    found = set(model._default_manager.order_by().values_list(field.name, flat=True).distinct())
    for value, _words in field.flatchoices:
        if value not in found and value not in NO_VALUE.get((label, field.name), ()):
            yield str(value)


class Additions:
    """Beside the example region: one form with sensitive questions, and everything in the states that are missing."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.by = Staff(self.user("coordinator"))
        self.administrator = Staff(self.user("beheerder"))
        self.project = self.project_in_the_open()
        self.form = self.sensitive_form()

    def user(self, name: str) -> User:
        return User.objects.get(email=f"{name}@{DOMAIN}")

    def told(self) -> dict[str, Any]:
        """Everything, in the order in which it happens."""
        told: dict[str, Any] = {"at": self.at.isoformat(), "password": PASSWORD}
        self.register_in_every_state()
        told["sensitive"], told["codes"] = self.sent()
        self.runs_in_every_state()
        told["erased"] = self.erased()
        self.reports_in_every_state()
        told["drafts"] = self.half_filled()
        told["accounts"] = self.accounts()
        told["factors"] = self.second_factors()
        told["invitations"] = self.invitations()
        self.seen_by_residents()
        told["reports"] = [self.known_of(report) for report in Report.objects.order_by("pk")]
        told["recount"] = [str(finding) for finding in recount()]
        told["release"] = settings.RELEASE
        return told

    # --- the register -----------------------------------------------------------------------------------------------

    def project_in_the_open(self) -> Project:
        """The first that everybody sees, with a plan that still can change."""
        public = Project.objects.public().filter(plan__status__in=OPEN_PLANS, plan__lines__removed_at=None)
        return public.exclude(plan__lines=None).order_by("pk")[0]

    def register_in_every_state(self) -> None:
        """Projects that few may see, bodies of every kind, and a plan with a line and a reality on every step."""
        agenda, reason = self.project.agenda, "Verzonnen reden."
        for level in (PublicationLevel.CONFIDENTIAL, PublicationLevel.SECRET):
            hidden = projects.add(
                title=f"Verzonnen project, {level.label}", summary="Verzonnen.", agenda=agenda, by=self.by, at=self.at
            )
            levels.set_level(project=hidden, level=level, reason=reason, by=self.by, at=self.at)
        for kind in (BodyKind.DB, BodyKind.OTHER):
            meetings.add_body(by=self.administrator, at=self.at, kind=kind, subject="", name=f"Verzonnen {kind.label}")
        areas = PostcodeArea.objects.order_by("pk").values_list("pc4", "municipality__code")
        postcodes.propose(areas=[*areas][1:], by=self.administrator, at=self.at)
        told = evaluations.begin(project=hidden, by=self.by, at=self.at, phase=PolicyPhase.EVALUATION)
        for step in ParticipationLevel:
            line = plans.save_line(
                plan=hidden.plan, input=f"Verzonnen, {step.label}", level=step, by=self.by, at=self.at
            )
            evaluations.realise(evaluation=told, line=line, level=step, note="Verzonnen.", by=self.by, at=self.at)

    # --- what residents sent ----------------------------------------------------------------------------------------

    def sensitive_form(self) -> Form:
        """Two versions, so that old answers hang on an old one; of a line of the plan, so that reports count them."""
        line = plans.save_line(
            plan=self.project.plan, input="Verzonnen: wat mensen missen", level=ParticipationLevel.CONSULT,
            by=self.by, at=self.at - timedelta(days=22),
        )  # fmt: skip
        made = forms.make(
            project=self.project, title="Uw gezondheid", purpose="Wij willen weten welke hulp u mist.",
            readers="de coördinator", minutes=4, opens_at=self.at - timedelta(days=20),
            closes_at=self.at + timedelta(days=30), plan_line=line, by=self.by, at=self.at - timedelta(days=21),
        )  # fmt: skip
        for number in (1, 2):
            forms.publish(form=made, definition=asks(number), by=self.by, at=self.at - timedelta(days=21 - number))
        return Form.objects.get(pk=made.pk)

    def sent(self) -> tuple[dict[str, dict[str, str]], list[dict[str, Any]]]:
        """Answers under both keys and both receipt secrets; the last three wait to be counted."""
        versions = list(FormVersion.objects.filter(form=self.form).order_by("number"))
        texts: dict[str, dict[str, str]] = {}
        codes: list[dict[str, Any]] = []
        for n in range(SENT):
            moment = self.at - timedelta(days=18) + timedelta(hours=6 * n)
            answers = {
                "hulp1": {"option": ("thuiszorg", "familie", "niemand")[n % 3]},
                "ziekte1": f"Verzonnen klacht {n} {token_hex(6)} – “é”",
                "beter1": f"Verzonnen wens {n} {token_hex(6)}",
                "plaats1": ("0402", "1942", "0406")[n % 3],
            }
            with override_settings(**(only_oldest() if n < SENT // 2 else {})):
                version, channel = versions[n >= SENT * 2 // 3], (Channel.ONLINE, Channel.PAPER, Channel.PHONE)[n % 3]
                receipt = submissions.receive(
                    version=version, answers=answers, key=token_hex(16), channel=channel, at=moment, notify=False,
                    entered_by_id=None if channel is Channel.ONLINE else self.by.user.pk,
                )  # fmt: skip
            if n == SENT - 4:
                tallies.aggregate_all(form_id=self.form.pk)
            row = Submission.objects.get(key=receipt.key)
            texts[str(row.pk)] = {"ziekte1": str(answers["ziekte1"])}
            codes.append(
                {"code": receipt.code, "row": row.pk, "form": self.form.title, "text": answers["beter1"], "n": n}
            )
        found = Submission.objects.filter(form=self.form)
        assert all(is_sealed(answer_sheet.from_json(row.answers)["ziekte1"]) for row in found)
        return texts, codes

    def erased(self) -> dict[str, list[str]]:
        """Of those that were counted in a report, of those that came after it, and of those that wait."""
        told: dict[str, list[str]] = {"codes": [], "texts": []}
        for row in Submission.objects.filter(form=self.form).order_by("pk"):
            code = receipts.code_for(row.key, version=row.receipt_version)
            if row.pk % 8 == 0 or row.pk == Submission.objects.order_by("pk").last().pk:
                told["codes"].append(code)
                told["texts"] += [text for text in row.answers["a"].values() if isinstance(text, str) and " " in text]
                found = form_queries.of_receipt(receipts.code_hash(code))
                tallies.erase(submission=found, by=self.by, at=self.at)
        assert len(told["codes"]) >= 4
        return told

    def half_filled(self) -> list[dict[str, Any]]:
        """One with answers alone, one with something typed that is not right yet, one under the older key."""
        told = []
        for n in range(3):
            key = token_hex(16)
            answers = {"hulp1": {"option": "familie"}, "ziekte1": f"Verzonnen, half ingevuld {n}"}
            typed = {"q-plaats1": "Ergens"} if n == 1 else {}
            with override_settings(**(only_oldest() if n == 2 else {})):
                drafts.keep(
                    key=key, version_id=self.form.published_version_id, answers=answers, typed=typed,
                    channel=Channel.ONLINE, at=self.at - timedelta(hours=1),
                )  # fmt: skip
            told.append({"key": key, "answers": answers, "typed": typed, "form": self.form.slug})
        return told

    def seen_by_residents(self) -> None:
        """Pages of this release are kept ready in the database."""
        restore_lock.unlock()
        for slug in Form.objects.open_at(self.at).public().values_list("slug", flat=True):
            assert Client().get(reverse("form_fill", kwargs={"slug": slug})).status_code == 200

    # --- reports ----------------------------------------------------------------------------------------------------

    def runs_in_every_state(self) -> None:
        """One waits, one is being made, one was given up, one failed because who asked may not ask any more."""
        parameters = ProgressParameters(period=quarter_before(local_day(self.at)), foreword="Wordt nog gemaakt.")
        for begun in (0, 1):
            run = runs.request(parameters=parameters, by=self.by, at=self.at, notify=False)
            if begun:
                runs.claim(run_id=run.pk, at=self.at)
        silent = runs.request(parameters=parameters, by=self.by, at=self.at - timedelta(hours=2), notify=False)
        for attempt in range(runs.MOST_ATTEMPTS):
            moment = self.at - timedelta(hours=1, minutes=50 - 10 * attempt)
            runs.claim(run_id=silent.pk, at=moment)
            runs.sweep_stale(at=moment + timedelta(minutes=5))
        gone = accounts.add_user(
            email=f"vertrokken@{DOMAIN}", display_name="Adviseur, vertrokken", role=Role.COORDINATOR, password=PASSWORD,
            by=System("dump"), at=self.at - timedelta(days=90),
        )  # fmt: skip
        run = runs.request(parameters=parameters, by=Staff(gone), at=self.at - timedelta(minutes=30), notify=False)
        accounts.close_account(user=gone, by=self.administrator, at=self.at - timedelta(minutes=20))
        assert self.compiled(run) is None
        # And one is done. What is erased after this was counted in it.
        assert self.compiled(runs.request(parameters=self.askings(ReportKind.PROGRESS)[0], by=self.by, at=self.at))

    def compiled(self, run: Any) -> Report | None:
        claimed = runs.claim(run_id=run.pk, at=self.at)
        return compiling.compile_claimed(run=claimed, clock=lambda: self.at) if claimed else None

    def reports_in_every_state(self) -> None:
        """Of each kind a draft, an approved and a published one; and of each published one a later edition."""
        for kind in ReportKind:
            for status in ReportStatus:
                for _edition in range(2 if status == ReportStatus.PUBLISHED else 1):
                    assert any(self.brought_to(status, kind, parameters) for parameters in self.askings(kind)), (
                        kind,
                        status,
                    )

    def askings(self, kind: ReportKind) -> list[Any]:
        """What a report of this kind can be asked about, the most promising first."""
        if kind == ReportKind.PROGRESS:
            day = local_day(self.at)
            period = Period(day - timedelta(days=45), day + timedelta(days=1))
            return [ProgressParameters(period=period, project=self.project.slug, foreword="Verzonnen voorwoord.")]
        if kind == ReportKind.EVALUATION:
            found = Evaluation.objects.filter(project__is_public=True).exclude(closed_at=None).select_related("project")
            return [
                EvaluationParameters(project=one.project.slug, evaluation=one.number) for one in found.order_by("pk")
            ]
        return [ProposalParameters(pk) for pk in Proposal.objects.order_by("pk").values_list("pk", flat=True)]

    def brought_to(self, status: ReportStatus, kind: ReportKind, parameters: Any) -> bool:
        """Make a report and bring it so far; False when this one may not come so far."""
        try:
            report = self.compiled(runs.request(kind=kind, parameters=parameters, by=self.by, at=self.at, notify=False))
            if report is not None and status != ReportStatus.DRAFT:
                report = reports.approve(report=report, by=self.by, at=self.at)
            if report is not None and status == ReportStatus.PUBLISHED:
                reports.publish(report=report, by=self.by, at=self.at)
        except Refused:
            return False
        return report is not None

    def known_of(self, report: Report) -> dict[str, Any]:
        files = {f"{file.status} {file.format}": file.sha256 for file in report.files.order_by("pk")}
        return {
            "id": report.pk,
            "kind": report.kind,
            "status": report.status,
            "title": report.title,
            "digest": report.digest,
            "path": report.get_public_url(),
            "files": files,
        }

    # --- accounts ---------------------------------------------------------------------------------------------------

    def accounts(self) -> dict[str, Any]:
        """One that is closed, one that was closed and opened again, and one that is tied to the region's provider."""
        made = {
            name: accounts.add_user(
                email=f"{name}@{DOMAIN}", display_name=f"Medewerker, {name}", role=Role.PROJECT_STAFF,
                password=PASSWORD, by=System("dump"), at=self.at - timedelta(days=60),
            )
            for name in ("gesloten", "heropend", "via-de-regio", "vergeten")
        }  # fmt: skip
        accounts.close_account(user=made["gesloten"], by=self.administrator, at=self.at - timedelta(days=4))
        accounts.close_account(user=made["heropend"], by=self.administrator, at=self.at - timedelta(days=4))
        accounts.open_account(user=made["heropend"], by=self.administrator, at=self.at - timedelta(days=2))
        said = accounts.ProviderClaims(
            issuer=ISSUER, subject="made-up-subject", email=made["via-de-regio"].email, is_verified=True,
            second_factor=True,
        )  # fmt: skip
        accounts.identify(said=said, at=self.at - timedelta(days=3))
        # Whoever asks for a new password leaves what allauth stores about the address.
        answer = Client().post(reverse("account_reset_password"), {"email": made["vergeten"].email})
        assert answer.status_code == 302
        closed = [made["gesloten"].email, f"vertrokken@{DOMAIN}"]
        return {"closed": closed, "forgot_password": made["vergeten"].email}

    def second_factors(self) -> list[dict[str, Any]]:
        """Of the coordinator under the newest key, of the secretary under the older one."""
        told = []
        for name, options in (("coordinator", {}), ("secretaris", only_oldest())):
            with override_settings(**options):
                secret, user = generate_totp_secret(), self.user(name)
                TOTP.activate(user, secret)
                codes = RecoveryCodes.activate(user).get_unused_codes()
            told.append({"email": user.email, "secret": secret, "recovery": codes})
        return told

    def invitations(self) -> dict[str, str]:
        """One that is open, one used, one withdrawn, one past its time; tokens by what became of them."""
        made = {}
        fates = (("open", 1), ("used", 3), ("withdrawn", 2), ("expired", 30))
        for role, (name, days) in [(Role.DIRECTOR, fate) for fate in fates] + [(role, ("more", 2)) for role in Role]:
            made[name] = accounts.invite(
                email=f"genodigd-{name}-{role}@{DOMAIN}", display_name=f"Genodigde, {name}", role=role,
                by=self.administrator, at=self.at - timedelta(days=days),
            )  # fmt: skip
        del made["more"]
        accounts.accept(token=made["used"], password=PASSWORD + " " + token_hex(4), at=self.at - timedelta(days=2))
        found = accounts.still_open(token=made["withdrawn"], at=self.at)
        accounts.withdraw_invitation(invitation=found, by=self.administrator, at=self.at)
        return made


def asks(number: int) -> Definition:
    """The questions of a version: two sensitive ones, one that is not, and where one lives."""
    helped = (Option("thuiszorg", "De thuiszorg"), Option("familie", "Mijn familie"), Option("niemand", "Niemand"))
    more = Question("extra1", "yes_no", "Helpt het als wij u bellen?", required=False, settings={"unknown": True})
    return Definition(
        steps=(
            Step(
                "nu1",
                "Uw gezondheid",
                (
                    Question("hulp1", "choice", "Wie helpt u nu?", options=helped),
                    Question("ziekte1", "long_text", "Wat is uw klacht?", required=False, sensitive=True),
                    Question("beter1", "long_text", "Wat kan er beter?", required=False),
                )
                + ((more,) if number == 2 else ()),
            ),
            Step("over1", "Over u", (Question("plaats1", "municipality", "In welke gemeente woont u?"),)),
        )
    )


def only_oldest() -> dict[str, str]:
    """The settings of before the secrets were rotated."""
    names = ("FIELD_KEYS", "RECEIPT_SECRETS")
    return {name: getattr(settings, name).rsplit(",", 1)[-1] for name in names}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
