"""What the arithmetic of a ruleset would do for some possible person, found when it is compiled (RAS3xx)."""

from __future__ import annotations

from ras_engine.errors.catalogue.code import Code, table

CODES = table(
    Code(
        "RAS301",
        "Numbers too large",
        "A number worked out here could be larger than the engine holds exactly (four million million million).",
        "Use fewer decimals, smaller weights or a smaller range, or round an earlier measure with `round`.",
        "Money is worked out in whole numbers of 63 bits. A ruleset that could pass them for any possible person is "
        "refused when it is "
        "read, never at the person's expense.",
    ),
    Code(
        "RAS302",
        "Money below nought",
        'The amount "{amount}" cannot be shown to stay at or above nothing for every possible person.',
        "Check weights, slopes and points below nought; a measure of `kind: limited` with `at_least: 0` keeps a value "
        "from falling under.",
        "No line, amount or contingency is ever negative. Only the carer adjustment, the limit adjustment and rounding may be.",
    ),
    Code(
        "RAS303",
        "A table that begins too late",
        "The first row of this table begins above the least value that it can be given.",
        "Let the first row begin at or under the least possible value (for points: usually `from: 0`).",
        "Every possible person falls in exactly one row. A value under the first row would have none.",
    ),
    Code(
        "RAS304",
        "A row that nobody can reach",
        "Row {row} of this table can never be reached: no possible answers give a value that high or that low.",
        "Remove the row, or check the points, the ranges and where the row begins.",
        "A dead row is nearly always a slip: a lost digit, or points that were changed without the table.",
    ),
    Code(
        "RAS305",
        "A condition that never holds",
        "This condition can never hold: no possible answers meet it.",
        "Remove it, or check the level or number that it compares with.",
        "A condition that can never hold is nearly always a slip, and what depends on it would be lost without a word.",
    ),
    Code(
        "RAS306",
        "A condition that always holds",
        "This condition always holds: every possible answer meets it.",
        "Remove it, or check the level or number that it compares with.",
        "A condition that always holds says nothing, and is nearly always a slip in a level or a number.",
    ),
    Code(
        "RAS307",
        "Money or need that sees what it may not",
        "The {what} can see {sees}.",
        "Take that question out of it. Carer support changes money only under `carer_support`, `carer_sustainability` "
        "and amounts `for: "
        "carer`; risk to the authority may reach only sign-off, monitoring and review.",
        "Need is measured as if no unpaid carer existed, and risk to the authority never moves money. Both are proved "
        "over the compiled "
        "ruleset, for every possible assessment, before it loads.",
    ),
    Code(
        "RAS308",
        "Nothing comes after the last row",
        "What is to happen after the last row of this table never does: no possible answers give a value that high.",
        "Write `after_last: stays`, or check the last row, the points and the ranges.",
        "A referral that nobody can meet is nearly always a slip: a digit too many in the last row.",
    ),
)
