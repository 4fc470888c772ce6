"""What can be wrong with a caseload's columns or file (RAS7xx). Bad rows are not here: they are marked with RAS6xx codes."""

from __future__ import annotations

from ras_engine.errors.catalogue.code import Code, table

CODES = table(
    Code(
        "RAS701",
        "A column is missing",
        'The caseload has no column "{column}", and this ruleset needs it.',
        "Add the column; single cells may be empty where the ruleset says what a missing answer counts as. {nearest}",
        "A question without a column would count as unanswered for everybody. That is nearly always a slip in a name.",
    ),
    Code(
        "RAS702",
        "Columns of different length",
        'The column "{column}" has {length} rows, where the others have {usual}.',
        "Give every column one entry a person.",
        "A row is a person. Columns that do not line up would mix people.",
    ),
    Code(
        "RAS703",
        "A column that looks like the ruleset's own",
        'This ruleset has nothing called "{column}".',
        "{nearest} Rename or remove the column.",
        "Columns that begin with carer. or deployment. move money, so a slip in their name is never passed over.",
    ),
)
