"""Resolve requirements/*.in into lock files of names, versions and hashes; no address gets into them."""

import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "requirements"
OPTIONS = (
    "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links", "--universal", "--no-header", "--no-annotate",
    "--python-version", "3.11", "--quiet",
)  # fmt: skip


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        uv = Path(folder) / "bin" / "uv"
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([str(uv.with_name("python")), "-m", "pip", "install", "--quiet", "uv"], check=True)
        for name in ("base", "dev", "chart", "installer"):
            command = [str(uv), "pip", "compile", *OPTIONS, f"{name}.in", "--output-file", f"{name}.txt"]
            done = subprocess.run(command, cwd=FOLDER, check=False)
            if done.returncode:
                return done.returncode
    print("Locked. Look at the difference, then: make test")
    return 0


if __name__ == "__main__":
    sys.exit(main())
