"""What draws the Helm chart and judges it: helm's own engine and the schemas of Kubernetes, in a Python of their own.

usage: helm.py VERSION < values.yaml    prints the manifests; exit status 1 with the reason when a schema refuses one.
"""

import functools
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
CHART = ROOT / "deploy" / "helm" / "samenkracht"
PLACE = ROOT / "var" / "chart"


@functools.cache
def python() -> str:
    """Its program. The first who asks installs requirements/chart.txt; others wait for that."""
    from scripts import setup  # the Python of which this file is the program knows nothing of it

    if setup.anew("chart", PLACE):
        raise RuntimeError("requirements/chart.txt could not be installed; what was printed says why")
    return str(PLACE / "bin" / "python")


def manifests(values: dict[str, Any], *, kubernetes: str = "1.30") -> list[dict[str, Any]]:
    """What the chart makes of ``values``, each held against the schemas of that Kubernetes. Raises ValueError."""
    command = [python(), str(Path(__file__)), kubernetes]
    done = subprocess.run(command, input=json.dumps(values), capture_output=True, text=True, check=False)
    if done.returncode:
        raise ValueError(done.stderr)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def main(version: str) -> None:
    import kubernetes_validate  # type: ignore[import-not-found]  # in the other Python
    import yaml
    from helm_python.chart import Chart  # type: ignore[import-not-found]  # in the other Python

    drawn = Chart.load(CHART).render(json.load(sys.stdin), name="portal", namespace="samenkracht")
    found = [one for text in drawn.values() for one in yaml.safe_load_all(text) if one]
    for manifest in found:
        kubernetes_validate.validate(manifest, version, strict=True)
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1])
