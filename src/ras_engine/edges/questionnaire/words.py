"""Our own few sentences on the form, in the reader's language. The words of the questions are the ruleset's."""

from __future__ import annotations

import gettext
from pathlib import Path

from ras_engine.explain.wording import Wording

DOMAIN = "questionnaire"
LOCALE = Path(__file__).parent / "locale"


def form_wording(language: str) -> Wording:
    """The wording of the form; English where there is no catalogue for the language."""
    return Wording(language, gettext.translation(DOMAIN, LOCALE, [language], fallback=True))
