"""Finds the files that come with the library: the example council's rulesets, the JSON Schema.

A wheel carries them all inside the package, under `data/`. A checkout keeps the rulesets once, at its top. Callers ask by the name
that the file has in the repository and need not know which of the two they run from.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

PACKAGE = Path(__file__).resolve().parents[1]
CHECKOUT = PACKAGE.parents[1]


def shipped(relative: str) -> Path:
    """The file or folder of this name, such as `shipped("rulesets/example-borough")` or `shipped("ruleset.schema.json")`.

    Looked for in the package's own data first, then at the top of a checkout. Raises FileNotFoundError where it is in neither: the
    installation is damaged, or the name leaves the folder.
    """
    name = PurePosixPath(relative)
    if not name.is_absolute() and ".." not in name.parts and name.parts:
        places = [PACKAGE / "data"]
        if (CHECKOUT / "pyproject.toml").is_file() and PACKAGE.parent.name == "src":
            places.append(CHECKOUT)
        for place in places:
            if (place / name).exists():
                return place / name
    raise FileNotFoundError(f'"{relative}" does not come with this installation of ras_engine. Installing it again may help.')
