"""How results are shown in a notebook. A result asks here; the drawing itself is an edge, behind the package's own front door.

So a result knows that it can be shown and nothing about how, and the layers below the edges import none of them.
"""

from __future__ import annotations

from importlib import import_module


def in_notebook(result: object) -> str | None:
    """The result as HTML for a notebook; None where it cannot be drawn here, so that the notebook shows it as text.

    Nothing is fetched from a network, and no script is needed.
    """
    try:
        drawn: str = import_module("ras_engine").drawn_for_notebook(result)
    except ModuleNotFoundError:
        return None
    return drawn
