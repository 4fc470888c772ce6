"""From a ruleset's data to a ruleset that scores, as if it had been read from a file."""

from __future__ import annotations

from ras_engine.located import Located
from ras_engine.ruleset import Ruleset, ruleset_of
from ras_engine.testing.interval import Data


def compiled(data: Data) -> Ruleset:
    """The ruleset of data that was never a text: checks and compiler run, places in a file are unknown. Raises RulesetInvalid."""
    return ruleset_of(Located(data, {}, "", (), "made-up.yaml"))
