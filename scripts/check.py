"""Every check that needs no test run, two at a time; prints one line each and, for what failed, what it said."""

import base64
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
# The agreed top level. A new name is a decision: it goes into docs/adr/ first.
TOP_FOLDERS = ("samenkracht", "projects", "participation", "reports", "templates", "static", "styles", "tests", "docs")
TOP_LEVEL = {
    *TOP_FOLDERS, "scripts", "requirements", "deploy",
    "manage.py", "pyproject.toml", "Dockerfile", "docker-compose.yml", "Makefile",
    "README.md", "LICENSE", "SECURITY.md", "CONTRIBUTING.md", "CHANGELOG.md", "publiccode.yml",
}  # fmt: skip
HOSTS = re.compile(r"https?://|--index-url|--extra-index-url|--find-links|@ file:|git\+")
PRODUCTION = {
    "MODE": "production",
    "SECRET_KEY": "a-made-up-key-for-the-deploy-check-" + "0123456789abcdef" * 3,
    "FIELD_KEYS": "1:" + base64.b64encode(b"made-up-key-for-the-deploy-check").decode(),
    "RECEIPT_SECRETS": "1:made-up-secret-for-the-deploy-check",
    "ALLOWED_HOSTS": "samenkracht.example",
    "BASE_URL": "https://samenkracht.example",
    "DATABASE_URL": "postgres://samenkracht@127.0.0.1:1/samenkracht",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "STAFF_SECOND_FACTOR": "on",
}


def tool(*words: str, **environment: str) -> Callable[[], str]:
    """A check that is a program: what it printed when it failed, nothing when it passed."""

    def check() -> str:
        command = [str(BIN / words[0]), *words[1:]]
        env = os.environ | {"MODE": "test", "PYTHONWARNINGS": "ignore"} | environment
        done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
        return "" if done.returncode == 0 else f"{done.stdout}{done.stderr}" or f"ended with {done.returncode}"

    return check


def lock_files_name_no_hosts() -> str:
    """A lock file carries names, versions and hashes alone."""
    found = []
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            if HOSTS.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")
    return "\n".join(found)


def lock_files_are_hashed() -> str:
    """Each requirement has a version and at least one hash."""
    found = []
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        for entry in path.read_text().replace("\\\n", " ").splitlines():
            if entry.strip() and not entry.startswith("#") and ("==" not in entry or "--hash=sha256:" not in entry):
                found.append(f"{path.relative_to(ROOT)}: {entry.strip()[:100]}")
    return "\n".join(found)


def top_level_is_as_agreed() -> str:
    """What stands in the top folder was agreed (names with a dot in front go free)."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    names = {line.split("/")[0] for line in listed if line}
    surplus = sorted(name for name in names - TOP_LEVEL if not name.startswith("."))
    return f"not agreed: {', '.join(surplus)}" if surplus else ""


CHECKS: dict[str, Callable[[], str]] = {
    "mypy --strict": tool("mypy"),
    "formatter": tool("ruff", "format", "--check", "."),
    "ruff": tool("ruff", "check", "."),
    "floors and rooms": tool("lint-imports"),
    "templates (djlint)": tool("djlint", "templates", "--lint", "--quiet"),
    "format of templates (djlint)": tool("djlint", "templates", "--check", "--quiet"),
    "migrations complete": tool("python", "manage.py", "makemigrations", "--check", "--dry-run"),
    "deploy check": tool("python", "manage.py", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION),
    "style sheets built": tool("python", "scripts/build_css.py", "--check"),
    "lock files name no hosts": lock_files_name_no_hosts,
    "lock files are hashed": lock_files_are_hashed,
    "top level as agreed": top_level_is_as_agreed,
}


def main() -> int:
    with ThreadPoolExecutor(max_workers=2) as pool:
        waiting = {name: pool.submit(timed, check) for name, check in CHECKS.items()}
        results = {name: future.result() for name, future in waiting.items()}
    for name, (said, seconds) in results.items():
        print(f"{'FAILED' if said else 'ok':<7} {name:<26} {seconds:6.1f} s")
    failed = {name: said for name, (said, _seconds) in results.items() if said}
    for name, said in failed.items():
        print(f"\n--- {name} ---\n{said.rstrip()}")
    print(f"\n{len(CHECKS) - len(failed)} of {len(CHECKS)} checks are in order.", flush=True)
    return 1 if failed else 0


def timed(check: Callable[[], str]) -> tuple[str, float]:
    """A check's words and its seconds."""
    began = time.monotonic()
    return check(), time.monotonic() - began


if __name__ == "__main__":
    sys.exit(main())
