"""Every link of a page leads to a file, and to a heading where it names one; every command that a page types is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.documentation.blocks import ROOT, blocks

PAGES = ["README.md", "CONTRIBUTING.md", *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
COMMANDS = [
    (block.place, line)
    for page in PAGES
    for block in blocks(page)
    if block.language == "sh"
    for line in block.text.splitlines()
    if line.startswith("ras-engine ")
]


def prose(path: Path) -> str:
    return FENCED.sub("", path.read_text(encoding="utf-8"))


def anchors(path: Path) -> set[str]:
    """The anchors that headings get where pages are shown: lower case, no punctuation, a hyphen for each space."""
    headings = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    here = ROOT / page
    lost = []
    for link in LINK.findall(prose(here)):
        target, _, anchor = link.partition("#")
        if "://" in target:
            continue
        there = (here.parent / target).resolve() if target else here
        if not there.exists() or (anchor and there.suffix == ".md" and anchor not in anchors(there)):
            lost.append(link)
    assert lost == []


@pytest.mark.parametrize(("place", "line"), COMMANDS)
def test_every_command_on_a_page_is_there_with_its_options(place: str, line: str) -> None:
    import typer

    from ras_engine.edges.cli.app import app

    words = shlex.split(line, comments=True)[1:]
    group = typer.main.get_command(app)
    command = getattr(group, "commands", {}).get(words[0])
    of_its_own = getattr(command, "commands", {})  # of a group of commands, such as export
    command = of_its_own.get(words[1]) if of_its_own else command
    assert command is not None or words[0] in ("--help", "--version"), f"{place}: no command {words[0]}"
    known = {option for one in getattr(command, "params", []) for option in one.opts} | {"--help"}
    assert {word for word in words[1:] if word.startswith("-")} <= known, place
