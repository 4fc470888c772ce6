"""The one door to Jinja2: what is missing in a template is an error, and every word that comes from outside is escaped.

Each report has a folder `templates` of its own; what several share lies in this package's.
"""

from __future__ import annotations

from functools import cache
from typing import Any

MISSING = 'A report needs jinja2, which is not installed. To install it: pip install "ras-engine[report]"'


def rendered(package: str, name: str, **words: Any) -> str:
    """A template of a package, or of those that all share, with its words. Raises ModuleNotFoundError without Jinja2."""
    text: str = _environment(package).get_template(name).render(**words)
    return text


@cache
def _environment(package: str) -> Any:
    try:
        from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(MISSING, name="jinja2") from error
    return Environment(
        loader=ChoiceLoader([PackageLoader(package, "templates"), PackageLoader(__package__ or "", "templates")]),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
