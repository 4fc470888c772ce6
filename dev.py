"""The project's commands, with nothing but Python 3.11: `python3 dev.py demo`, `python3 dev.py test`, ... (`--help` lists them).

The first command makes `.venv`, upgrades pip inside it and installs the project with all that a developer needs: that is the one
time the network is used. A stamp in `.venv` remembers what was installed; until pyproject.toml, the Python version or the folder
changes, later commands go straight to work.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "dev-stamp"
LOG = VENV / "dev-setup.log"

CHECKS: tuple[tuple[str, ...], ...] = (
    ("ruff", "format", "--check", "--quiet", "."),
    ("ruff", "check", "--quiet", "."),
    ("mypy",),
    ("lint-imports", "--no-logo"),
    ("deptry", "src"),
)


def say(*lines: str) -> None:
    """On stderr and at once, so that a command's own output stays clean and in order."""
    print(*lines, sep="\n", file=sys.stderr, flush=True)


# -- set-up ------------------------------------------------------------------------------------------------------------------


def place() -> str:
    """A virtual environment belongs to one Python and one folder: if either changes it is made anew."""
    return f"{ROOT} {sys.version_info.major}.{sys.version_info.minor}"


def wanted() -> str:
    """What the stamp must say for the set-up to be skipped."""
    return f"{place()}\n{hashlib.sha256((ROOT / 'pyproject.toml').read_bytes()).hexdigest()}\n{sys.version}\n"


def stamped() -> str:
    return STAMP.read_text(encoding="utf-8") if STAMP.exists() else ""


def pip(*arguments: str) -> None:
    """Runs pip inside `.venv`, its output in the log; on failure shows the end of it and stops."""
    command = [str(BIN / "python"), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    with LOG.open("a", encoding="utf-8") as log:
        status = subprocess.run(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, check=False).returncode
    if status:
        say(*LOG.read_text(encoding="utf-8", errors="replace").splitlines()[-15:])
        say(f"Set-up failed: pip {' '.join(arguments)}", f"The whole log: {LOG}")
        sys.exit("If this machine is offline: setting up needs the network, this once.")


def make_environment(*, anew: bool) -> None:
    try:
        venv.create(VENV, with_pip=True, clear=anew, symlinks=os.name != "nt")
    except (OSError, subprocess.CalledProcessError) as failure:
        sys.exit(f"Set-up failed: Python could not make {VENV} ({failure}).\nOn Debian: apt-get install python3-venv")


def set_up() -> None:
    """Leaves `.venv` ready; does nothing when the stamp says that it is."""
    before, after = stamped(), wanted()
    if before == after:
        return
    say("Setting up .venv: a minute or two, and the one time that the network is needed ...")
    moved = bool(before) and before.splitlines()[0] != place()
    if moved or not (BIN / "python").exists() or not (VENV / "pyvenv.cfg").exists():
        make_environment(anew=moved)
    STAMP.unlink(missing_ok=True)
    LOG.write_text("", encoding="utf-8")
    pip("install", "--upgrade", "pip>=25.1")  # older ones do not know --group
    pip("install", "--editable", ".[arrow,cli,dask,equity,excel,fast,frames,report,spark,sql,testing]", "--group", "dev")
    STAMP.write_text(after, encoding="utf-8")
    say("Set up.")


# -- commands ----------------------------------------------------------------------------------------------------------------


def run(*command: str) -> int:
    """Runs a tool of `.venv` in the project's folder and gives its exit code."""
    program, *arguments = command
    if not (BIN / program).exists() and not (BIN / f"{program}.exe").exists():
        sys.exit(f"{program} is not in {BIN}. Delete {STAMP} and try again.")
    return subprocess.run([str(BIN / program), *arguments], cwd=ROOT, check=False).returncode


def demo(arguments: Sequence[str]) -> int:
    """score a caseload with the example council's ruleset and show what came out"""
    return run("ras-engine", "demo", *arguments)


def test(arguments: Sequence[str]) -> int:
    """run the tests; further arguments go to pytest"""
    spread = () if any(argument.startswith(("-n", "--numprocesses", "--pdb")) for argument in arguments) else ("-n", "auto")
    return run("python", "-m", "pytest", *spread, *arguments)


def lint(arguments: Sequence[str]) -> int:
    """check format, style, types, layers and dependencies"""
    refuse(arguments)
    failed = []
    for check in CHECKS:
        say(f"$ {' '.join(check)}")
        if run(*check):
            failed.append(" ".join(check[:2]))
    say(f"lint: {', '.join(failed)} found something" if failed else "lint: nothing found")
    return int(bool(failed))


def format_(arguments: Sequence[str]) -> int:
    """put the code in the house format and mend what can be mended by itself"""
    refuse(arguments)
    mended = run("ruff", "check", "--fix", "--quiet", ".")
    return run("ruff", "format", ".") or mended


def docs(arguments: Sequence[str]) -> int:
    """write the pages and files that are generated from the code"""
    refuse(arguments)
    scripts = sorted((ROOT / "docs" / "generate").glob("*.py"))
    if not scripts:
        say("docs/generate holds no script: nothing is generated")
    failed = [script.name for script in scripts if run("python", str(script))]
    return int(bool(failed))


def ci(arguments: Sequence[str]) -> int:
    """what continuous integration runs: lint, then `python3 dev.py test`, whose closing line comes last"""
    refuse(arguments)
    checked = lint(())
    say("$ python3 dev.py test")
    same_every_time = {**os.environ, "CI": "true"}  # what is drawn at random in tests, see tests/conftest.py
    tested = subprocess.run([sys.executable, str(ROOT / "dev.py"), "test"], cwd=ROOT, env=same_every_time, check=False).returncode
    return checked or tested


def refuse(arguments: Sequence[str]) -> None:
    if arguments:
        sys.exit(f"dev.py: this command takes no arguments, but was given: {' '.join(arguments)}")


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "demo": demo,
    "test": test,
    "lint": lint,
    "format": format_,
    "docs": docs,
    "ci": ci,
}


def usage() -> str:
    return "usage: python3 dev.py COMMAND\n\n" + "\n".join(f"  {name:<8}{one.__doc__}" for name, one in COMMANDS.items())


def main(arguments: Sequence[str]) -> int:
    if not arguments or arguments[0] not in COMMANDS:
        asked = bool(arguments) and arguments[0] in ("-h", "--help", "help")
        print(usage(), file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    set_up()
    return COMMANDS[arguments[0]](arguments[1:])


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python meets first
        sys.exit(f"ras_engine needs Python 3.11 or later; this is {sys.version.split()[0]}.")
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
