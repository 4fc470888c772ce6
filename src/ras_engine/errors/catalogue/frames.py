"""What can be wrong with a data frame as a whole (RAS74x and RAS75x). Bad rows are marked in the result with RAS6xx codes."""

from __future__ import annotations

from ras_engine.errors.catalogue.code import Code, table

CODES = table(
    Code(
        "RAS740",
        "Codes outside their dictionary",
        'The column "{column}" is damaged: some of its codes point outside its dictionary of {values} values.',
        "Make the column again from its texts, or ask whoever made the frame.",
        "A code that means nothing must not become somebody's answer.",
    ),
    Code(
        "RAS741",
        "Not a frame",
        "A caseload is a data frame or a mapping of column names to columns; this is {type}.",
        "Hand over a pandas, polars, pyarrow or narwhals frame, a DuckDB relation, other Arrow data with columns, or a mapping "
        "of columns.",
        "What a caseload is read from must have named columns with one entry a person.",
    ),
    Code(
        "RAS742",
        "A column to be renamed that is not there",
        'The mapping names a column "{column}", which the frame does not have.',
        "{nearest}",
        "A slip in a name here would leave a question without its answers.",
    ),
    Code(
        "RAS743",
        "Two columns for one name",
        'The name "{column}" is claimed twice: by {columns}.',
        "Keep one of them, or give the other a name of its own.",
        "Whichever of the two were used, somebody's answer would be dropped unseen.",
    ),
    Code(
        "RAS744",
        "Meanings for a column that the ruleset does not read",
        'The mapping gives meanings to values of "{column}", and this ruleset reads no such column.',
        "{nearest}",
        "Meanings that are never looked up are a slip in a name, and the real column would stay unmapped.",
    ),
    Code(
        "RAS745",
        "A meaning that is no answer",
        'A value of "{column}" is said to mean "{means}". {why}',
        'Write one of the answers as the ruleset has them, or "" where the value says that nothing is stated.',
        "A mapping must lead to answers of the ruleset; anything else would mark every row that has the value.",
    ),
    Code(
        "RAS746",
        "A mapping that cannot be read",
        "{found}",
        'A mapping has "columns" (their name: our name) and "values" (our name: a list of value and means).',
        "What a mapping says decides which answers people are taken to have given, so nothing in it is read loosely.",
    ),
    Code(
        "RAS747",
        "A column that is no sequence",
        'The column "{column}" is {type}, which has not one cell for each person in an order that stays.',
        "Make it a list, an array or a series with one entry a person, or one text for everybody.",
        "A set has no order, and what can be read only once is gone for the next reader: amounts would go to the wrong people.",
    ),
    Code(
        "RAS748",
        "Nothing says how many people there are",
        "Each of the {columns} columns is one value for everybody, so nobody is in this caseload.",
        'For one person, put each value in a list of one: {{"washing": ["all"]}}; or use score().',
        "An empty result for somebody who was meant to be there would drop them unseen.",
    ),
)
