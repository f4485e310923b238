"""Pictures of every page of the three papers, as PDF and as Word, made from the example region: `make pictures`.

Needs poppler-utils (pdftoppm) and libreoffice-writer (soffice), and says so when they are missing.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures" / "papers"
DOTS_PER_INCH = "60"
NAMES = {"progress": "Progress report", "evaluation": "Evaluation report", "proposal": "Proposal"}
TOOLS = {"pdftoppm": "poppler-utils", "soffice": "libreoffice-writer"}


def main() -> int:
    missing = [f"{tool} ({package})" for tool, package in TOOLS.items() if shutil.which(tool) is None]
    if missing:
        sys.stderr.write(f"cannot draw pictures without {', '.join(missing)}\n")
        return 1
    with tempfile.TemporaryDirectory(prefix="papers-") as folder:
        files = papers(Path(folder))
        shutil.rmtree(PICTURES, ignore_errors=True)
        PICTURES.mkdir(parents=True)
        pages = {name: drawn(name, file, Path(folder)) for name, file in files.items()}
    gallery(pages)
    for name, found in pages.items():
        sys.stdout.write(f"{name}: {len(found)} pages\n")
    return 0


def gallery(pages: dict[str, list[Path]]) -> None:
    """The page that shows them all, beside the pictures."""
    lines = [
        "# The three papers, page by page",
        "",
        "Made from the example region by `make pictures`. Word through LibreOffice.",
        "",
    ]
    for name, found in sorted(pages.items()):
        kind, form = name.split("-")
        lines += [f"## {NAMES[kind]}, {'PDF' if form == 'pdf' else 'Word'}", ""]
        lines += [f"![{NAMES[kind]}, page {n} of {len(found)}]({file.name})" for n, file in enumerate(found, 1)]
        lines.append("")
    (PICTURES / "README.md").write_text("\n".join(lines))


def papers(folder: Path) -> dict[str, Path]:
    """One report of each kind of a fresh example region, as PDF and as Word."""
    for name in ("MODE", "SECRET_KEY", "DATABASE_URL"):
        os.environ.pop(name, None)
    os.environ |= {"VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "samenkracht.settings"}
    sys.path.insert(0, str(ROOT))
    from samenkracht.demo.environment import settle

    settle(["demo"])
    import django

    django.setup()
    from django.core.management import call_command

    from reports.enums import ReportKind
    from reports.models import Report
    from samenkracht.demo import region

    call_command("migrate", verbosity=0, interactive=False)
    region.seed()
    found = {}
    for kind in ReportKind.values:
        report = Report.objects.filter(kind=kind).order_by("-status", "pk").first()
        if report is None:
            raise SystemExit(f"the example region has no report of kind {kind}")
        for file in report.files.filter(status=report.status, format__in=("pdf", "docx")):
            path = folder / f"{kind}.{file.format}"
            path.write_bytes(bytes(file.content))
            found[f"{kind}-{file.format}"] = path
    return found


def drawn(name: str, file: Path, folder: Path) -> list[Path]:
    """The pages of a file as PNG; Word goes through LibreOffice."""
    if file.suffix == ".docx":
        out = folder / "word"
        profile = f"-env:UserInstallation=file://{folder}/office"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(out), str(file)]
        subprocess.run(command, check=True, capture_output=True)
        file = out / f"{file.stem}.pdf"
    subprocess.run(["pdftoppm", "-png", "-r", DOTS_PER_INCH, str(file), str(PICTURES / name)], check=True)
    return sorted(PICTURES.glob(f"{name}-*.png"))


if __name__ == "__main__":
    sys.exit(main())
