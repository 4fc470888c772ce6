"""The naive oracle: what a ruleset means, in fractions of pounds, read from the document and worked out in the plainest way.

It knows nothing of plans, columns or scoring, and shares no arithmetic with the engine: not even the rounding.
"""

from tests.oracle.money import oracle

__all__ = ["oracle"]
