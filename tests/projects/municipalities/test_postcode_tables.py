"""A new table of postcodes: read, looked at, and put in the place of the present one."""

import html
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from projects import queries
from projects.models import Municipality, PostcodeArea, PostcodeUpload
from projects.municipalities import content
from projects.municipalities import queries as municipality_queries
from projects.municipalities.queries import present_areas
from projects.municipalities.services import municipalities, postcodes
from samenkracht.accounts import services as accounts
from samenkracht.accounts.actors import Staff
from samenkracht.accounts.permissions import NotPermitted
from samenkracht.accounts.roles import Role
from samenkracht.audit.models import AuditEvent
from samenkracht.core.jobs.housekeeping import sweep
from tests.factories.projects import MunicipalityFactory
from tests.moments import NOW

KNOWN = content.KnownMunicipalities(
    codes={"0402": "Hilversum", "1696": "Wijdemeren", "0355": "'s-Graveland", "0356": "Bergen"},
    names={"hilversum": ("0402",), "wijdemeren": ("1696",), "sgraveland": ("0355",), "bergen": ("0355", "0356")},
)


def words(response):
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split()))


def read(text, encoding="utf-8"):
    return content.read_table(text.encode(encoding) if isinstance(text, str) else text, KNOWN)


def file_of(text, name="postcodes.csv"):
    return SimpleUploadedFile(name, text if isinstance(text, bytes) else text.encode())


# --- the file


@pytest.mark.parametrize(
    "text",
    [
        "postcode;gemeente\n1231;1696\n1211;0402\n",
        "postcode,gemeente\r\n1231,Wijdemeren\r\n1211,HILVERSUM\r\n",
        "\ufeffPostcode;Gemeente\n 1231 ab ;1696\n1211CD; 402 \n",
        "gemeente\tiets\tPC4\nWijdemeren\tx\t1231\nHilversum\ty\t1211",
        '\n;;\n"postcode";"gemeentecode";"naam"\n"1231";"1696";""\n;;\n"1211";"0402";"hilversum"\n1211;0402\n',
        "postcode;gemeente\n１２３１;1696\n1211;0402",
    ],
)
def test_a_table_is_read_as_people_and_sheets_write_it(text):
    assert read(text) == content.PostcodeTable((("1211", "0402"), ("1231", "1696")), ())


def test_a_table_as_windows_writes_it_is_read_too():
    assert read("postcode;gemeente\n1241;’s-Graveland\n", "cp1252").areas == (("1241", "0355"),)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("0123;0402", "“0123” is geen postcode."),
        ("12 3;0402", "“12 3” is geen postcode."),
        ("١٢٣١;0402", "“١٢٣١” is geen postcode."),
        (";0402", "Er staat geen postcode."),
        ("1231", "Er staat geen gemeente."),
        ("1231;Utrecht", "“Utrecht” is geen gemeente die wij kennen."),
        ("1231;9999", "“9999” is geen gemeente die wij kennen."),
        ("1231;Bergen", "Er zijn meer gemeenten die “Bergen” heten. Schrijf de code."),
        (
            "1201;0402;'s Graveland",
            "“0402” is Hilversum (0402), maar er staat “'s Graveland” bij. Welke van de twee is het?",
        ),
        ("1201;0402;Huizen", "“0402” is Hilversum (0402), maar er staat “Huizen” bij. Die gemeente kennen wij niet."),
        ("x" * 500 + ";0402", f"“{'x' * 39}…” is geen postcode."),
    ],
)
def test_each_wrong_line_is_told_with_its_number_and_why(line, reason):
    found = read(f"postcode;gemeente;naam\n1211;0402\n\n{line}\n")

    assert [(fault.line, str(fault.reason)) for fault in found.faults] == [(4, reason)]


@pytest.mark.parametrize("name", ["", "  ", "HILVERSUM", "hil versum", "Hílversum", "Hilversum "])
def test_a_name_beside_the_code_is_compared_loosely_and_may_be_left_out(name):
    assert read(f"postcode;gemeente;naam\n1211;0402;{name}\n") == content.PostcodeTable((("1211", "0402"),), ())
    assert read(f"postcode;gemeentenaam;code\n1211;Hilversum;{'0402' if name.strip() else ''}\n").faults == ()


def test_a_code_beside_a_name_that_two_municipalities_have_says_which():
    assert read("postcode;gemeentenaam;code\n1211;Bergen;0356\n").areas == (("1211", "0356"),)


def test_a_table_of_before_a_change_of_name_is_read_and_another_name_is_told(act):
    text = "".join(content.written(present_areas(), queries.municipality_names()))
    renamed = Municipality.objects.get(code="0402")
    municipalities.change(municipality=renamed, name="Groot Hilversum", **act)
    known = municipality_queries.known_municipalities()

    assert content.read_table(text.encode(), known).faults == ()

    (fault,) = content.read_table(b"postcode;gemeente;naam\n1201;0402;Huizen\n", known).faults
    told = "“0402” is Groot Hilversum (0402), maar er staat “Huizen” bij. Welke van de twee is het?"
    assert (fault.line, str(fault.reason)) == (2, told)


def test_a_name_of_before_that_another_municipality_has_now_means_that_one(act):
    municipalities.change(municipality=Municipality.objects.get(code="0402"), name="Groot Hilversum", **act)
    MunicipalityFactory(name="Hilversum", code="0403")

    found = content.read_table(b"postcode;gemeente\n1201;Hilversum\n", municipality_queries.known_municipalities())

    assert found.areas == (("1201", "0403"),)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "Het bestand is leeg."),
        (b";;\n \n", "Het bestand is leeg."),
        (b"PK\x03\x04 a sheet", "Dit is geen CSV-bestand."),
        (b"post\x00code", "Dit is geen CSV-bestand."),
        (b"\x81\x8d\x8f", "Dit is geen CSV-bestand."),
        (b"1231;0402\n", "De eerste regel moet de koppen"),
        (b"postcode\n1231\n", "De eerste regel moet de koppen"),
        (b"postcode;gemeente\n", "Er staan geen postcodes in het bestand."),
    ],
)
def test_a_file_that_is_no_table_is_told_so_as_a_whole(body, reason):
    (fault,) = read(body).faults

    assert fault.line == 0
    assert str(fault.reason).startswith(reason)


def test_a_quote_that_is_never_closed_is_told_with_its_line():
    (fault,) = read('postcode;gemeente\n1211;0402\n1231;"16\n').faults

    assert fault.line == 3


def test_what_was_written_is_read_again(db):
    areas = present_areas()
    text = "".join(content.written(areas, queries.municipality_names()))

    assert "1231;1696;Wijdemeren\r\n" in text
    assert content.read_table(text.encode(), municipality_queries.known_municipalities()).areas == tuple(areas)


def test_a_difference_tells_what_is_new_gone_and_moved():
    was = [("1211", "0402"), ("1213", "0402"), ("1213", "1696"), ("1231", "1696")]
    now = [("1211", "0402"), ("1213", "0402"), ("1299", "0402")]

    found = content.difference(was, now)

    assert [row.pc4 for row in found.added] == ["1299"]
    assert [row.pc4 for row in found.gone] == ["1231"]
    assert [(row.pc4, row.was, row.now) for row in found.moved] == [("1213", ("0402", "1696"), ("0402",))]
    assert found.same == 1


# --- the decision


@pytest.fixture
def act(cast):
    return {"by": Staff(cast.administrator), "at": NOW}


@pytest.fixture
def smaller(db):
    return [area for area in present_areas() if area[0] != "1231"]


def test_a_table_takes_the_place_of_the_present_one_once(act, smaller):
    upload = postcodes.propose(areas=smaller, **act)
    assert queries.municipality_suggestions("1231", NOW)

    postcodes.replace(upload=upload, **act)
    postcodes.replace(upload=upload, **act)

    assert present_areas() == smaller
    assert queries.municipality_suggestions("1231", NOW) == []
    event = AuditEvent.objects.get(event="postcodes.replaced")
    assert (event.data["areas"], event.data["gone"], event.data["added"]) == (len(smaller), 1, 0)


def test_the_same_table_again_changes_nothing(act):
    with pytest.raises(postcodes.NothingChanges):
        postcodes.propose(areas=present_areas(), **act)

    assert not PostcodeUpload.objects.exists()


def test_the_table_of_before_brings_everything_back(act, smaller):
    before = present_areas()
    postcodes.replace(upload=postcodes.propose(areas=smaller, **act), **act)
    postcodes.replace(upload=postcodes.propose(areas=before, **act), **act)

    assert present_areas() == before


def test_a_preview_is_refused_when_the_table_or_a_municipality_changed_since(act, smaller):
    upload = postcodes.propose(areas=smaller, **act)
    PostcodeArea.objects.filter(pc4="1271").delete()
    with pytest.raises(postcodes.StaleTable):
        postcodes.replace(upload=upload, **act)

    new = MunicipalityFactory(name="Bussum", code="0381")
    upload = postcodes.propose(areas=[*smaller, ("1299", "0381")], **act)
    municipalities.change(municipality=new, code="0382", **act)
    with pytest.raises(postcodes.StaleTable):
        postcodes.replace(upload=upload, **act)


def test_a_preview_is_forgotten_after_a_day(act, smaller):
    upload = postcodes.propose(areas=smaller, **act)

    with pytest.raises(postcodes.TooLate):
        postcodes.replace(upload=upload, by=act["by"], at=NOW + timedelta(days=1, seconds=1))
    sweep(at=NOW + timedelta(days=2))
    assert not PostcodeUpload.objects.exists()


def test_nobody_but_the_administrator_replaces_the_table(act, cast, smaller):
    coordinator = {"by": Staff(cast.coordinator), "at": NOW}
    with pytest.raises(NotPermitted):
        postcodes.propose(areas=smaller, **coordinator)

    upload = postcodes.propose(areas=smaller, **act)
    with pytest.raises(NotPermitted):
        postcodes.replace(upload=upload, **coordinator)


# --- the pages


@pytest.fixture
def as_administrator(client, cast):
    client.force_login(cast.administrator)
    return client


def test_the_administrator_looks_before_a_table_is_replaced(as_administrator):
    taken = as_administrator.get(reverse("postcode_download")).content.decode()
    text = taken.replace("1231;1696;Wijdemeren", "1299;1696;Wijdemeren").replace(
        "1241;1696;Wijdemeren", "1241;402;Hilversum"
    )

    shown = as_administrator.post(reverse("postcode_upload"), {"table": file_of(text)}, follow=True)

    page = words(shown)
    assert "Krijgt een andere gemeente (1)" in page
    assert "1241 Wijdemeren Hilversum" in page
    assert "Nieuw (1)" in page
    assert "1299 – Wijdemeren" in page
    assert "Verdwijnt (1)" in page
    assert "1231 Wijdemeren –" in page
    assert PostcodeArea.objects.filter(pc4="1231").exists()

    done = as_administrator.post(shown.request["PATH_INFO"], follow=True)
    assert "De nieuwe tabel met postcodes geldt nu." in words(done)
    assert not PostcodeArea.objects.filter(pc4="1231").exists()
    again = as_administrator.get(shown.request["PATH_INFO"], follow=True)
    assert again.request["PATH_INFO"] == reverse("postcode_table")

    back = as_administrator.post(reverse("postcode_upload"), {"table": file_of(taken)}, follow=True)
    as_administrator.post(back.request["PATH_INFO"])
    assert as_administrator.get(reverse("postcode_download")).content.decode() == taken
    same = as_administrator.post(reverse("postcode_upload"), {"table": file_of(taken)})
    assert same.status_code == 422
    assert "Er verandert niets: dit is de tabel van nu." in words(same)


def preview(client, rows):
    sent = {"table": file_of("postcode;gemeente\n" + "".join(f"{pc4};{code}\n" for pc4, code in rows))}
    return client.post(reverse("postcode_upload"), sent, follow=True)


def test_a_postcode_that_means_more_or_less_than_before_is_told_so(as_administrator):
    rows = [row for row in present_areas() if row != ("1213", "1696")] + [("1201", "0406")]

    page = words(preview(as_administrator, rows))

    assert re.search(r"Krijgt er een gemeente bij \(1\).* 1201 Hilversum Hilversum, Huizen", page)
    assert re.search(r"Houdt minder gemeenten over \(1\).* 1213 Hilversum, Wijdemeren Hilversum", page)
    assert "Krijgt een andere gemeente" not in page


def test_one_postcode_that_stays_is_told_in_the_singular(as_administrator):
    page = words(preview(as_administrator, [("1201", "0402"), ("1298", "0402")]))

    assert "In de nieuwe tabel staan 2 postcodes. 1 postcode blijft zoals hij is." in page


def test_a_table_that_takes_away_most_of_what_there_is_asks_so_in_words(as_administrator):
    present = present_areas()
    all_of_it = sorted({pc4 for pc4, _code in present})
    half = len(all_of_it) // 2

    few = words(preview(as_administrator, [row for row in present if row[0] in all_of_it[half + 1 :]]))
    most = words(preview(as_administrator, [row for row in present if row[0] in all_of_it[half:]]))

    told = "postcodes verdwijnen, meer dan de helft van wat er is. Inwoners met die postcodes krijgen dan geen gemeente"
    assert f"Let op: {half + 1} {told} voorgesteld. Is dit de hele tabel?" in few
    assert "meer dan de helft" not in most


def test_another_administrator_may_decide_and_sees_whose_table_it_is(client, as_administrator, cast, act, smaller):
    colleague = accounts.add_user(
        email="tweede@test.example", display_name="Tweede beheerder", role=Role.ADMINISTRATOR, password=None, **act
    )
    upload = postcodes.propose(areas=smaller, by=Staff(colleague), at=NOW)
    place = reverse("postcode_decide", args=[upload.pk])

    assert "Ingelezen door Tweede beheerder op" in words(as_administrator.get(place))

    as_administrator.post(place)
    assert present_areas() == smaller
    events = AuditEvent.objects.filter(event__startswith="postcodes.").order_by("pk")
    assert [(one.event, one.actor_id) for one in events] == [
        ("postcodes.proposed", str(colleague.pk)),
        ("postcodes.replaced", str(cast.administrator.pk)),
    ]


def test_one_wrong_line_is_enough_to_store_nothing(as_administrator):
    lines = "".join(f"{n};0402\n" for n in range(1, 61))

    answer = as_administrator.post(
        reverse("postcode_upload"), {"table": file_of(f"postcode;gemeente\n1211;0402\n{lines}")}
    )

    assert answer.status_code == 422
    page = words(answer)
    assert "60 regels kloppen niet. Er is niets bewaard." in page
    assert "3 “1” is geen postcode." in page
    assert "En nog 10 regels." in page
    assert not PostcodeUpload.objects.exists()


@pytest.mark.parametrize("body", [b"", b"\x00\x01", b"PK\x03\x04", b"<script>alert(1)</script>"])
def test_any_other_file_is_refused_at_its_field(as_administrator, body):
    answer = as_administrator.post(reverse("postcode_upload"), {"table": file_of(body)})

    assert answer.status_code == 422
    assert answer.context["form"].errors["table"]


def test_a_huge_file_is_refused_before_it_is_read(as_administrator, settings):
    huge = b"postcode;gemeente\n" + b"1211;0402\n" * 60_000

    answer = as_administrator.post(reverse("postcode_upload"), {"table": file_of(huge)})

    assert answer.status_code == 413


def test_a_stale_preview_is_told_and_changes_nothing(as_administrator, act, smaller):
    upload = postcodes.propose(areas=smaller, by=act["by"], at=NOW + timedelta(days=3650))
    Municipality.objects.get(name="Eemnes").postcode_areas.all().delete()

    answer = as_administrator.post(reverse("postcode_decide", args=[upload.pk]), follow=True)

    assert "De tabel of de gemeenten zijn intussen veranderd." in words(answer)
    assert PostcodeArea.objects.filter(pc4="1231").exists()


def test_whoever_only_reads_sees_and_takes_the_table_along(client, cast):
    client.force_login(cast.secretary)

    page = client.get(reverse("postcode_table"))
    taken = client.get(reverse("postcode_download"))

    assert "Wijdemeren (1696)" in words(page)
    assert "42 postcodes, waarvan 7 in meer dan één gemeente." in words(page)
    assert reverse("postcode_upload") not in page.content.decode()
    assert taken["Content-Disposition"].startswith("attachment")
    assert client.get(reverse("postcode_upload")).status_code == 403
