"""What one problem code is: the one source of its message, its remedy and its page in `docs/errors.md`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of problem. `message` and `remedy` are `str.format` templates filled with the words of one case."""

    code: str
    title: str
    message: str
    remedy: str
    why: str = ""


def table(*codes: Code) -> dict[str, Code]:
    """The codes of one stage by their code; a code that stands twice is a mistake of ours."""
    found = {one.code: one for one in codes}
    if len(found) != len(codes):
        raise AssertionError("a problem code is defined twice")
    return found
