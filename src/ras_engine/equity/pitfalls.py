"""What a reader must know beside the numbers: the pitfalls of these measures, in whole sentences, and when each is said."""

from __future__ import annotations

from collections.abc import Iterator

from ras_engine.equity.people import NOT_STATED, People
from ras_engine.equity.results import Settings

OWN_POINTS = (
    "Need is measured by the ruleset's own points: biased scoring cannot be seen where people at equal points are compared."
)
BANDS_OF_COST = (
    "Bands are made of agreed cost itself. A cost that is high by chance puts a person into a higher band and looks inadequately "
    "met; where groups differ in need, this alone can make gaps. A separate measure of need avoids it."
)
COST_IS_NOT_NEED = (
    "An agreed cost is what was agreed, not what was needed. If a group's plans were cut as well, its money looks enough. Ask how "
    "costs were agreed before reading adequacy as enough."
)
ERROR_IN_NEED = (
    "Any measure of need has error, and error pulls gaps at equal need towards the gaps of the plain means where groups differ."
)


def pitfalls(people: People, settings: Settings) -> Iterator[str]:
    """The pitfalls of one check, the weightiest first."""
    if not settings.need_is_independent:
        yield OWN_POINTS
    if settings.need == settings.cost:
        yield BANDS_OF_COST
    if people.cost is not None:
        yield COST_IS_NOT_NEED
    yield ERROR_IN_NEED
    yield "Totals can hide or turn round what happens in every band (Simpson's paradox): read the bands beside the totals."
    if any(NOT_STATED in one.labels for one in people.features):
        yield "Some people's group is not stated. They are shown as a group of their own; who they are may not be chance."
    if not people.counted.all():
        yield "People without an amount or a measure of need are in no figure. They are counted by group: referrals may be unequal."
    yield f"{_chance(settings)} A gap that was not found is not a gap that is not there."
    yield "These are tested properties of one caseload and one ruleset. They do not certify that a ruleset is fair."


def _chance(settings: Settings) -> str:
    if settings.correction == "holm":
        return f"In each family of tests the chance of any false alarm is at most {settings.alpha:.0%} (Holm)."
    if settings.correction == "none":
        return f"Tests are not corrected for their number: {settings.alpha:.0%} of tests of gaps that are not there raise an alarm."
    return f"In each family at most {settings.alpha:.0%} of the disparities are expected to be false (Benjamini-Hochberg)."
