"""What of a ruleset cannot be said in a database's query (RAS78x). Whatever else the language has can be."""

from __future__ import annotations

from ras_engine.errors.catalogue.code import Code, table

CODES = table(
    Code(
        "RAS780",
        "A quantity that a query cannot hold",
        'The numbers of "{column}" do not fit in whole numbers of 64 bits: its minimum, maximum and step need an end in decimals, '
        "and at most 18 digits together.",
        "Write the step with fewer decimals, or score the caseload with ras-engine batch.",
        "A query works in whole numbers of 64 bits only. Anything wider would be rounded, and no longer be the engine's amount.",
    ),
    Code(
        "RAS781",
        "A column name that the database would cut",
        'The name of the column "{column}" is longer than the {most} characters that {database} keeps.',
        "Give the question, the line or the area a shorter id, or export for another database.",
        "The database would cut the name without a word, and two columns could then be one.",
    ),
    Code(
        "RAS782",
        "A ruleset too wide for a query",
        "The query has {columns} columns in one step; {database} takes {most}.",
        "Score the caseload with ras-engine batch, or export for another database.",
        "A query cut in two by hand is where amounts go wrong.",
    ),
)
