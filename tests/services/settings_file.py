"""A file of settings as three readers take it: a shell, systemd (EnvironmentFile=) and docker compose (env_file).

The readers of systemd and compose are written here after their own manuals (systemd.exec(5), "Syntax for environment
files in Docker Compose"): neither program reads a file for who only asks.
"""

import re
import shlex
import subprocess
import tempfile
from pathlib import Path

# systemd's own program that reads files of the same kind, for the sessions of people. It fills in $NAME besides.
GENERATOR = Path("/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator")
WITHOUT = {"PATH": "/usr/bin:/bin"}


def by_shell(path: Path) -> dict[str, str]:
    """What ``set -a; . file`` gives a program that is started then. Raises when the shell stumbles over a line."""
    command = ["sh", "-euc", 'set -a; . "$1"; exec env -0', "sh", str(path.resolve())]
    done = subprocess.run(command, env=WITHOUT, capture_output=True, text=True, check=False)
    if done.returncode or done.stderr:
        raise ValueError(f"the shell does not read {path}: {done.stderr}")
    told = dict(line.split("=", 1) for line in done.stdout.split("\0") if line)
    return {name: value for name, value in told.items() if name not in {"PWD", "OLDPWD", "SHLVL", "_", "PATH"}}


def by_systemd(path: Path) -> dict[str, str]:
    """What EnvironmentFile= gives, after systemd.exec(5)."""
    found: dict[str, str] = {}
    for line in path.read_text().splitlines():
        if not line.strip() or line.lstrip()[0] in "#;":
            continue
        if line.endswith("\\"):
            raise ValueError(f"{path}: a line that goes on in the next: {line}")
        name, sign, rest = line.partition("=")
        if not sign:
            raise ValueError(f"{path}: systemd leaves out {line}")
        found[name.strip()] = _value_of_systemd(rest)
    return found


def _value_of_systemd(rest: str) -> str:
    """Outside quotes a backslash takes the sign behind it, and blanks at the ends go; a # is a sign like others."""
    value, rest = "", rest.strip()
    while rest:
        if quoted := re.match(r"'([^']*)'\s*", rest):
            value, rest = value + quoted.group(1), rest[quoted.end() :]
        elif quoted := re.match(r'"((?:[^"\\]|\\.)*)"\s*', rest):
            value, rest = value + re.sub(r'\\(["\\`$])', r"\1", quoted.group(1)), rest[quoted.end() :]
        elif bare := re.match(r"(?:[^'\"\\]|\\.)(?:[^\\]|\\.)*", rest):
            value, rest = value + re.sub(r"\\(.)", r"\1", bare.group()), rest[bare.end() :]
        else:
            raise ValueError(f"a quote that does not end: {rest}")
    return value


def by_compose(path: Path) -> dict[str, str]:
    """What env_file gives, after the manual of compose: $NAME is filled in outside '...', and " #" begins a remark."""
    found: dict[str, str] = {}
    for line in path.read_text().splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, sign, rest = line.partition("=")
        if not sign or not re.fullmatch(r"(?:export )?\w+", name.strip()):
            raise ValueError(f"{path}: compose does not read {line}")
        found[name.strip().removeprefix("export ")] = _value_of_compose(rest.strip(), found)
    return found


def _value_of_compose(rest: str, known: dict[str, str]) -> str:
    if rest.startswith("'"):
        literal = re.fullmatch(r"'((?:[^'\\]|\\.)*)'(?:\s+#.*)?", rest)
        if literal is None:
            raise ValueError(f"a quote that does not end: {rest}")
        return literal.group(1).replace("\\'", "'")
    if rest.startswith('"'):
        double = re.fullmatch(r'"((?:[^"\\]|\\.)*)"(?:\s+#.*)?', rest)
        if double is None:
            raise ValueError(f"a quote that does not end: {rest}")
        escapes = {"n": "\n", "r": "\r", "t": "\t"}
        plain = re.sub(r"\\(.)", lambda sign: escapes.get(sign.group(1), sign.group(1)), double.group(1))
    else:
        plain = (
            re.split(r"\s+#", f" {rest}", maxsplit=1)[0].strip() if rest.startswith("#") else re.split(r"\s#", rest)[0]
        )
        plain = plain.rstrip()
    return re.sub(r"\$\{?(\w+)\}?", lambda other: known.get(other.group(1), ""), plain)


def by_systemd_itself(path: Path) -> dict[str, str] | None:
    """The values that are not empty, as a program of systemd reads them; None where that is not on the machine."""
    if not GENERATOR.exists():
        return None
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "environment.d").mkdir()
        (Path(folder) / "environment.d" / "50.conf").write_text(path.read_text())
        command = [str(GENERATOR)]
        done = subprocess.run(command, env={"XDG_CONFIG_HOME": folder}, capture_output=True, text=True, check=True)
    told = [shlex.split(line)[0].split("=", 1) for line in done.stdout.splitlines()]
    ours = by_systemd(path)
    return {name: value for name, value in told if name in ours}
