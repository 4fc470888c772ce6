"""What can be wrong with what is handed to the equity check (RAS95x)."""

from __future__ import annotations

from ras_engine.errors.catalogue.code import Code, table

CODES = table(
    Code(
        "RAS950",
        "A column for the equity check is missing",
        'The caseload has no column "{column}".',
        "Hand the column over itself, or give the name of one that is there. {nearest}",
        "A group or a measure under the wrong name would be checked as another, or not at all.",
    ),
    Code(
        "RAS951",
        "No groups to compare",
        "The equity check was given no column that makes groups.",
        "Give `sensitive_features=`: a client group, an age band, or another characteristic, as a column or a name.",
        "Protected characteristics are never part of a caseload's answers. They are handed over here, and nowhere else.",
    ),
    Code(
        "RAS952",
        "No independent measure of need",
        "The equity check was given neither `need=` nor `cost=`.",
        "Give the agreed cost of each plan, or a measure of need that the ruleset did not make.",
        "Budgets compared at equal points of the ruleset look equal even where the points themselves are biased.",
    ),
    Code(
        "RAS953",
        "A reference group that is not there",
        'No group of "{feature}" is called "{reference}".',
        "Name one of its groups, or leave `reference=` out to compare each group with everyone else. {nearest}",
        "A gap has a direction only where it is known what it is measured from.",
    ),
    Code(
        "RAS954",
        "Cells for the equity check that cannot be read",
        'The column "{column}" has {cells} that cannot be read as {wanted}. The first is here.',
        "Write it as {example}; leave a cell empty where it is not known.",
        "A cost or a need that is read wrongly moves every figure of its group.",
    ),
)
