"""The one door to Jinja2: what is missing in a template is an error, and every word that comes from outside is escaped."""

from __future__ import annotations

from functools import cache
from typing import Any

MISSING = 'The equity report needs jinja2, which is not installed. To install it: pip install "ras-engine[report]"'


def rendered(name: str, **words: Any) -> str:
    """A template of this package with its words. Raises ModuleNotFoundError where Jinja2 is not installed."""
    text: str = _environment().get_template(name).render(**words)
    return text


@cache
def _environment() -> Any:
    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
    except ModuleNotFoundError as error:
        raise ModuleNotFoundError(MISSING, name="jinja2") from error
    return Environment(
        loader=PackageLoader(__package__ or "", "templates"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
