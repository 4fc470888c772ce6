"""The rulesets of one scheme over time: read from a folder, chained, locked, and in force on a day.

Receives files, or rulesets that were read; guarantees one chain without forks and gaps, whose approved members have worked examples
beside them and have not changed since they were locked. A day outside is an error, never a fallback. The clock is never read.
"""

from ras_engine.rulebook.book import InForce, Rulebook
from ras_engine.rulebook.examples import Examples, check_examples, read_examples
from ras_engine.rulebook.files import examples_path, load_examples, load_ruleset
from ras_engine.rulebook.folder import load_rulebook, lock_rulebook

__all__ = [
    "Examples",
    "InForce",
    "Rulebook",
    "check_examples",
    "examples_path",
    "load_examples",
    "load_rulebook",
    "load_ruleset",
    "lock_rulebook",
    "read_examples",
]
