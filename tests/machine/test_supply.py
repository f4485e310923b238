"""What the portal is made of: compared with advisories without a network, and told as a bill of materials."""

import json
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import pytest

from scripts import audit
from tests.services.environment import ROOT

pytestmark = pytest.mark.once
TODAY = date(2026, 11, 30)
# Made up, in the form of OSV: no such advisory is known.
MADE_UP = {
    "id": "TEST-0001",
    "aliases": ["TEST-CVE"],
    "summary": "made up for this test",
    "affected": [
        {
            "package": {"ecosystem": "PyPI", "name": "Some_Package"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.0"}]}],
            "versions": ["3.1rc1", "not a version"],
        }
    ],
}


def snapshot(*advisories, taken="2026-11-20", accepted=()):
    return {
        "taken": taken,
        "source": "made up",
        "accepted": dict.fromkeys(accepted, "why"),
        "advisories": [*advisories],
    }


@pytest.mark.parametrize(
    ("events", "touched", "spared"),
    [
        ([{"introduced": "0"}, {"fixed": "2.0"}], ["0.1", "1.9.9", "2.0rc1"], ["2.0", "2.0.post1", "10"]),
        ([{"introduced": "0"}, {"last_affected": "2.0"}], ["2.0"], ["2.0.1"]),
        (
            [{"introduced": "4.2"}, {"fixed": "4.2.9"}, {"introduced": "5.0"}, {"fixed": "5.0.3"}],
            ["4.2", "4.2.8", "5.0.2"],
            ["4.1.9", "4.2.9", "4.9", "5.0.3", "5.2.19"],
        ),
        ([{"introduced": "1.0"}], ["1.0", "99"], ["0.9"]),
    ],
)
def test_range_touches_what_lies_in_it(events, touched, spared):
    advisory = MADE_UP | {
        "affected": [
            {"package": {"ecosystem": "PyPI", "name": "x"}, "ranges": [{"type": "ECOSYSTEM", "events": events}]}
        ]
    }

    assert [version for version in touched if not audit.touches(advisory, "x", version)] == []
    assert [version for version in spared if audit.touches(advisory, "x", version)] == []


def test_package_is_found_however_its_name_is_written_and_in_its_own_ecosystem_alone():
    elsewhere = json.loads(json.dumps(MADE_UP).replace("PyPI", "npm"))

    assert [found[:2] for found in audit.findings(snapshot(MADE_UP), {"some-package": "1.0"})] == [
        ("some-package", "1.0")
    ]
    assert audit.findings(snapshot(elsewhere), {"some-package": "1.0"}) == []
    assert audit.touches(MADE_UP, "some-package", "3.1rc1")


def test_withdrawn_and_accepted_advisories_are_not_told():
    withdrawn = MADE_UP | {"withdrawn": "2026-01-01T00:00:00Z"}

    assert audit.findings(snapshot(withdrawn), {"some-package": "1.0"}) == []
    assert audit.findings(snapshot(MADE_UP, accepted=["TEST-0001"]), {"some-package": "1.0"}) == []


@pytest.mark.parametrize(
    ("held", "status", "words"),
    [
        (snapshot(MADE_UP), 1, "some-package 1.0: TEST-0001 TEST-CVE made up for this test"),
        (snapshot(), 0, "1 packages against 0 advisories of 2026-11-20: 0 to look at"),
        (snapshot(taken="2026-10-01"), 2, "The snapshot is 60 days old"),
        (snapshot(taken=None), 2, "nothing is known about the locked versions, neither good nor bad"),
    ],
)
def test_only_a_fresh_snapshot_that_names_nothing_is_in_order(held, status, words):
    lines, told = audit.report(held, {"some-package": "1.0"}, TODAY)

    assert (told, words in "\n".join(lines)) == (status, True)


def test_snapshot_is_taken_from_the_export_and_keeps_what_is_about_our_packages(tmp_path: Path):
    ours = json.loads(json.dumps(MADE_UP).replace("Some_Package", "Django"))
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as export:
        export.writestr("TEST-0001.json", json.dumps(ours))
        export.writestr("TEST-0002.json", json.dumps(MADE_UP | {"id": "TEST-0002"}))

    taken = audit.take(tmp_path / "all.zip", TODAY)

    assert (taken["taken"], taken["advisories"]) == ("2026-11-30", [ours])


def test_no_locked_version_is_named_by_the_snapshot_that_is_held():
    held = json.loads(audit.SNAPSHOT.read_text())

    assert len(audit.locked()) > 40
    assert audit.findings(held, audit.locked()) == []
    assert (held["taken"] is None) == (held["advisories"] == []), "a snapshot says on which day it was taken"


@pytest.mark.processes
def test_bill_of_materials_names_every_package_of_production_with_version_and_licence():
    subprocess.run(["make", "--no-print-directory", "sbom"], cwd=ROOT, check=True, capture_output=True)
    bill = json.loads((ROOT / "var" / "sbom.json").read_text())
    told = {audit.canonicalize_name(one["name"]): one for one in bill["components"]}
    lock = (ROOT / "requirements" / "base.txt").read_text().splitlines()
    # What has a condition is for other machines than this one.
    wanted = dict(line.rstrip(" \\").split("==") for line in lock if "==" in line and ";" not in line)

    assert (bill["bomFormat"], bill["metadata"]["component"]["name"]) == ("CycloneDX", "samenkracht")
    assert {name: told[name]["version"] for name in wanted} == wanted
    assert {name for name in wanted if not told[name].get("licenses")} == set()
    assert told["django"]["purl"] == f"pkg:pypi/django@{wanted['django']}"
    print(f"\n{len(told)} components, CycloneDX {bill['specVersion']}")
