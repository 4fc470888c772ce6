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
)
