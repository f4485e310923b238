"""Add to a new golden form what comes out of its ``definition``, ``municipalities``, ``pc4`` and ``answers``.

usage: python -m tests.participation.formbuilder.write_golden tests/golden/formbuilder/NAME-SCHEMA.json
"""

import argparse
import json
from pathlib import Path

from tests.services.environment import here

here.prepare()

import django  # noqa: E402 - the environment must stand first

django.setup()

from django.utils import translation  # noqa: E402 - Django must be set up

from tests.participation.formbuilder.test_golden import outcome  # noqa: E402 - Django must be set up


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    file = parser.parse_args().file
    case = json.loads(file.read_text(encoding="utf-8"))
    if "outcome" in case:
        parser.error(f"{file} says already what came out; golden files are only added")
    with translation.override("nl"):
        case["outcome"] = outcome(case)
    file.write_text(json.dumps(case, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    try:
        main()
    finally:
        here.remove()
