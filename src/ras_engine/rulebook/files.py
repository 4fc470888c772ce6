"""Opens the files of rulesets: the only door of the rulebook to the disk. Whatever goes wrong is a problem with the file's name."""

from __future__ import annotations

from os import PathLike, fspath
from pathlib import Path

from ras_engine.errors import Location, Problem, RasError, RulesetInvalid, problem
from ras_engine.located import Located, read_located
from ras_engine.located.decode import MOST_BYTES
from ras_engine.rulebook.examples import Examples, header_problems, read_examples
from ras_engine.ruleset import Ruleset, ruleset_of

AnyPath = str | PathLike[str]
EXAMPLES = ".examples.yaml"


def load_ruleset(path: AnyPath) -> Ruleset:
    """The ruleset in a file. An approved one needs its worked examples beside it: `2026-04-06.examples.yaml` for `2026-04-06.yaml`.

    Raises RulesetInvalid with every problem of the file, of the ruleset, and of the form of the examples. Whether the ruleset does
    what the examples say is another question: `check_examples` answers it.
    """
    place = Path(fspath(path))
    return load_located(place, located_file(place))


def load_located(place: Path, located: Located) -> Ruleset:
    """The ruleset of a file that was read."""
    problems: list[Problem] = []
    ruleset = None
    try:
        ruleset = ruleset_of(located)
    except RulesetInvalid as error:
        problems += error.problems
    if isinstance(located.data, dict) and located.data.get("status") == "approved":
        problems += _examples_problems(place, located, ruleset)
    if problems or ruleset is None:
        raise RulesetInvalid(problems)
    return ruleset


def examples_path(path: AnyPath) -> Path:
    """Where the worked examples of a ruleset stand: beside it."""
    place = Path(fspath(path))
    return place.with_name(place.name.removesuffix(place.suffix) + EXAMPLES)


def load_examples(path: AnyPath) -> Examples:
    """The worked examples in a file. Raises RulesetInvalid with every problem."""
    place = Path(fspath(path))
    return read_examples(bytes_of(place), file=str(place))


def located_file(place: Path, raises: type[RasError] = RulesetInvalid) -> Located:
    """The file as plain data with marks. Raises `raises` where there is no such file, RulesetInvalid where it is no good YAML."""
    return read_located(bytes_of(place, raises), file=str(place))


def bytes_of(place: Path, raises: type[RasError] = RulesetInvalid, most: int = MOST_BYTES) -> bytes:
    """The bytes of a file, at most one more than may be read. Raises `raises`, never an error of the system."""
    where = Location(file=str(place))
    try:
        if place.is_dir():
            raise raises([problem("RAS502", where)])
        if not place.exists():
            raise raises([problem("RAS501", where)])
        if not place.is_file():
            raise raises([problem("RAS503", where, reason="it is not an ordinary file")])
        with place.open("rb") as file:
            return file.read(most + 1)
    except (OSError, ValueError) as error:
        raise raises([problem("RAS503", where, reason=reason_of(error))]) from None


def reason_of(error: OSError | ValueError) -> str:
    """Why the system refused, in a few words."""
    words = (error.strerror if isinstance(error, OSError) else None) or "its name cannot be one"
    return words[:1].lower() + words[1:]


def _examples_problems(place: Path, located: Located, ruleset: Ruleset | None) -> tuple[Problem, ...]:
    beside = examples_path(place)
    if not beside.is_file():
        return (problem("RAS504", located.where(("status",)), examples=beside.name),)
    try:
        examples = load_examples(beside)
    except RulesetInvalid as error:
        return error.problems
    return tuple(header_problems(ruleset, examples)) if ruleset else ()
