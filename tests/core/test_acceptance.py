"""MODE=acceptance says on every page, paper and mail that nothing there is real, and keeps search engines out."""

import io
import json
import re
import threading
from email.header import decode_header, make_header
from pathlib import Path

import openpyxl
import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from docx import Document

from reports.enums import ReportStatus
from reports.papers.content.kinds import read
from reports.papers.render import CONTENT_TYPES, drawn
from reports.papers.render.stamp import NOT_REAL, Stamp
from reports.runs.services.reports import draw
from samenkracht.accounts import mails
from tests.accounts.test_notices import Postbox, PostOffice
from tests.reports.reading import text_of_pdf
from tests.services.environment import ROOT

BAND = '<aside class="environment" aria-label="Acceptatieomgeving">'
WORDS = "Acceptatieomgeving: niets op deze website is echt."
BOX = "acceptatie@regio.example"
LAYOUTS = [path for path in (ROOT / "templates").rglob("*.html") if "<body" in path.read_text()]
PAGES = ["/", "/projecten/", "/rapporten/", "/inloggen/", "/privacy/", "/nergens/"]
GOLDEN = sorted((ROOT / "tests" / "golden" / "reports").glob("*.json"))


@pytest.fixture
def acceptance(settings):
    settings.ACCEPTANCE = True
    settings.ACCEPTANCE_MAILBOX = BOX
    return settings


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda path: path.name)
def test_whatever_begins_a_page_begins_with_the_band(layout):
    assert len(LAYOUTS) >= 3
    begins = re.search(r"<body[^>]*>\s*(?:<a class=\"nl-skip-link[^\n]*\n\s*)?(.*)", layout.read_text()).group(1)

    assert begins == '{% include "layouts/environment_band.html" %}'


@pytest.mark.parametrize("path", PAGES)
def test_residents_read_on_each_page_that_nothing_is_real(client, db, acceptance, path):
    page = client.get(path)
    english = client.get(f"/en{path}").content.decode()

    assert page.content.decode().count(BAND) == 1
    assert WORDS in page.content.decode()
    assert "Acceptance environment: nothing on this website is real." in english or "/en" not in english
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex">' in page.content.decode()


def test_staff_read_it_in_the_workplace(cast, acceptance):
    client = Client()
    client.force_login(cast.coordinator)

    assert client.get("/werkplek/").content.decode().count(BAND) == 1


def test_files_to_serve_are_kept_from_search_engines_too(client, db, acceptance):
    assert client.get("/static/favicon.svg").headers["X-Robots-Tag"] == "noindex, nofollow"


def test_production_has_no_band_and_is_found_by_search_engines(client, db):
    page = client.get("/")

    assert "environment" not in page.content.decode()
    assert "X-Robots-Tag" not in page.headers
    assert "noindex" not in page.content.decode()


@pytest.mark.once
@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_paper_of_every_kind_says_that_nothing_on_it_is_real(path: Path, acceptance, known_reference):
    content = read(json.loads(path.read_text()))

    files = {file.format: file.content for file in draw(content, digest="0" * 64, status=ReportStatus.DRAFT)}

    assert set(files) == set(CONTENT_TYPES) == {"pdf", "docx", "xlsx"}
    pages = text_of_pdf(files["pdf"]).split("\f")
    assert all(NOT_REAL in " ".join(page.split()) for page in pages if page.strip())
    word = Document(io.BytesIO(files["docx"])).sections[0]
    for header in (word.first_page_header, word.header):
        assert header.paragraphs[0].text.startswith(f"{NOT_REAL}\n")
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    assert book.active.cell(2, 1).value == NOT_REAL
    for sheet in book:
        assert NOT_REAL in sheet.oddHeader.left.text


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_paper_of_production_says_nothing_of_it(path: Path):
    content = read(json.loads(path.read_text()))
    stamp = Stamp(digest="0" * 64, status="concept", publisher="Regio")

    assert "Acceptatie" not in text_of_pdf(drawn(content, stamp, as_format="pdf"))
    assert "Let op" not in openpyxl.load_workbook(io.BytesIO(drawn(content, stamp, as_format="xlsx"))).sheetnames


@pytest.fixture
def post(acceptance):
    """What came in at a mail server to which the portal sends as acceptance does."""
    with PostOffice(("127.0.0.1", 0), Postbox) as server:
        server.mails = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        acceptance.EMAIL_BACKEND = "samenkracht.core.security.one_mailbox.EmailBackend"
        acceptance.EMAIL_HOST, acceptance.EMAIL_PORT = server.server_address
        yield server.mails
        server.shutdown()


def test_all_mail_goes_to_one_box_and_says_whom_it_was_meant_for(post, caplog):
    mail = EmailMultiAlternatives(
        "Onderwerp", "Beste collega", to=["a@regio.example"], cc=["b@regio.example"], bcc=["c@regio.example"],
        headers={"To": "groep@regio.example"},
    )  # fmt: skip
    mail.attach_alternative("<p>Beste collega</p>", "text/html")

    mails.send(mail, about="a test")

    (got,) = post
    text, html = (part.get_payload(decode=True).decode() for part in got.get_payload())
    meant_for = "Deze mail was bedoeld voor a@regio.example, b@regio.example, c@regio.example."
    assert text.startswith(f"Acceptatieomgeving: niets hieruit is echt. {meant_for}")
    assert meant_for in html
    assert "Beste collega" in text
    assert (got["To"], got["Cc"], got["Bcc"]) == (BOX, None, None)
    assert str(make_header(decode_header(got["Subject"]))) == "Onderwerp"
    assert "regio.example" not in caplog.text


def test_mail_server_hears_of_no_other_receiver(post, monkeypatch):
    heard = []
    monkeypatch.setattr(
        Postbox, "say", lambda self, words: heard.append(words) or self.wfile.write(f"{words}\r\n".encode())
    )

    EmailMessage("Onderwerp", "Beste collega", to=["a@regio.example"], bcc=["b@regio.example"]).send()

    # One answer each to EHLO, MAIL FROM, one RCPT TO and DATA's end.
    assert heard.count("250 yes") == 4
    assert len(post) == 1


def test_forgotten_password_in_acceptance_reaches_the_box_alone(client, cast, post):
    client.post(reverse("account_reset_password"), {"email": cast.coordinator.email})

    assert [got["To"] for got in post] == [BOX]
    assert cast.coordinator.email in post[0].get_payload(decode=True).decode()


def test_file_that_is_taken_along_is_named_after_where_it_comes_from(acceptance):
    from django.http import HttpResponse

    from samenkracht.accounts.downloads import _as_attachment

    assert 'filename="acceptatie-codeboek.csv"' in _as_attachment(HttpResponse(), "codeboek.csv")["Content-Disposition"]
