"""The page of all problem codes, `docs/errors.md`, made from the catalogue that also makes the messages: they cannot differ."""

from __future__ import annotations

from ras_engine.errors.catalogue import STAGES, problem
from ras_engine.errors.catalogue.code import Code
from ras_engine.errors.problem import Location
from ras_engine.errors.render import render

_INTRODUCTION = """\
# Problem codes

This page is made from the catalogue in `src/ras_engine/errors/catalogue/`; do not edit it by hand.
`RAS_WRITE_EXPECTED=1 pytest tests/unit/errors` writes it anew.

Whatever is wrong with a ruleset, an assessment or a caseload is found before anything is worked out, all of it at once. Each
problem has a code that never changes its meaning, the place, one sentence, and what to do about it. A word in braces, such as
`{key}`, stands for the name or the number of the case at hand. Messages name fields and levels; they never repeat free text
about a person.
"""

_KEYS = """\
## As data

With `--format json`, and from `Problem.as_dict()`, a problem has these keys:

| key | what it holds |
|---|---|
| `code` | the code, such as `RAS012` |
| `message` | the sentence |
| `file`, `line`, `column` | the place in a file, lines and columns from 1; 0 where the problem is in data that has no lines |
| `path` | the way to the value, such as `questions[2].levels[0].points` |
| `remedy` | what to do |
| `related` | other places that matter, each with `where` and `message` |
"""

_EXAMPLE = "scheme: example-borough/adults\nstatus: approved\nwhy: Cabinet minute 14: the price was agreed\n"


def errors_page() -> str:
    """The whole page in Markdown."""
    stages = [_stage(title, codes) for title, codes in STAGES.items() if codes]
    return "\n".join([_INTRODUCTION, _ladder(), _KEYS, *stages])


def _ladder() -> str:
    """Four versions of one message; the last is what an author is shown today."""
    where = Location("2026-04-06.yaml", 3, 23, "why")
    great = render([problem("RAS025", where)], {where.file: _EXAMPLE})
    return f"""\
## The ladder

A message is part of what this project makes. Four versions of one message, from the bottom rung to the top:

- **Terrible**: `Invalid ruleset.` Nothing can be done with it.
- **Bad**: `mapping values are not allowed here` The words of a program, for someone who knows the program.
- **Good**: `Line 3: there is a second colon.` What and where, but not what to do.
- **Great**, and the only rung that is let through:

```text
{great}```

It begins with a place that an editor can open. It is clear (one sentence in the words of the author), gentle (it blames nobody),
thorough (the line itself is shown, and a second line where two places conflict) and it ends with something to do.
"""


def _stage(title: str, codes: dict[str, Code]) -> str:
    return "\n".join([f"## {title}\n", *(_entry(codes[code]) for code in sorted(codes))])


def _entry(one: Code) -> str:
    parts = [f"### {one.code}: {one.title}", f"> {_plain(one.message)}"]
    if one.remedy:
        parts.append(f"**What to do.** {_plain(one.remedy)}")
    if one.why:
        parts.append(f"**Why.** {one.why}")
    return "\n\n".join(parts) + "\n"


def _plain(template: str) -> str:
    """The template as a reader sees it: doubled braces are single ones."""
    return template.replace("{{", "{").replace("}}", "}")
