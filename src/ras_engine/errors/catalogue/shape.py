"""What can be wrong with the shape of a ruleset: keys, kinds and single values."""

from __future__ import annotations

from ras_engine.errors.catalogue.code import Code, table

KEYS = table(
    Code(
        "RAS100",
        "A key that is not known here",
        "The key {key} is not known in {section}.",
        "{hint}Correct its spelling, or take it out. A reason goes under `why:`; a note to yourself goes after a #. {keys}",
        "A key that is misspelt must never be passed over: it would be a rule that nobody applies.",
    ),
    Code(
        "RAS101",
        "A key is missing",
        "{section} has no {key}.",
        "Add `{bare}:`{meaning}.",
        "Nothing is filled in silently. What the ruleset does not say, nobody has decided.",
    ),
    Code(
        "RAS102",
        "The kind is missing",
        "{section} does not say what kind it is.",
        "Add `kind:` with one of {known}.",
        "The kind is always written, so that a reader knows which arithmetic applies before reading the numbers.",
    ),
    Code(
        "RAS103",
        "A kind that is not known",
        'There is no kind called "{text}" here.',
        "{hint} The kinds here are {known}.",
        "The kinds are a closed set: each one has its arithmetic, its explanation and its proofs.",
    ),
    Code(
        "RAS105",
        "Another sort of value is needed",
        "{subject} is {found}, where {expected} is needed.",
        "{how}",
        "Each key has one form only, so that two readers cannot read it in two ways.",
    ),
    Code(
        "RAS106",
        "Too few items",
        "{subject} has too few items: {given}, where at least {most} are needed.",
        "Add what is missing. If there is nothing to add, another kind says what you mean.",
        "A question with one answer asks nothing, and a table with one row joins nothing.",
    ),
    Code(
        "RAS107",
        "Too many items",
        "{subject} has {given} items, and at most {most} can be used.",
        "Join some of them in a measure of kind `class` first, and use that measure here.",
        "A table by more than three keys can no longer be read on a page.",
    ),
)

VALUES = table(
    Code(
        "RAS110",
        "Not a name that others can refer to",
        '"{text}" cannot be used as a name ({key}).',
        "Write lower-case letters, digits and underscores, beginning with a letter, at most 60 of them.{instead}",
        "Names are referred to from other lines, columns and results; one plain spelling keeps them the same everywhere.",
    ),
    Code(
        "RAS111",
        "Not a number",
        '{key} is "{text}", which is not a number.',
        "Write a plain decimal such as `4`, `1.5` or `-2`, or a fraction such as `1/60`: no commas, no signs for money or units, "
        "at most 15 digits.{instead}",
        "Numbers are kept exactly as written. What one program takes for a number, another does not.",
    ),
    Code(
        "RAS112",
        "Not a number above zero",
        '{key} is "{text}", which is not a number above zero.',
        "Write a plain decimal above zero, such as `1` or `0.5`.{instead}",
        "A step, a length or a price unit of nothing, or less, has no meaning.",
    ),
    Code(
        "RAS113",
        "Not an amount of money",
        '{key} is "{text}", which is not an amount of money.',
        "Write pounds as a plain decimal from 0, such as `245.50`: no pound sign, no comma, no minus.{instead}",
        "Amounts are added up to the penny. A table never takes money away: what takes off is written as a limit or a carer rule.",
    ),
    Code(
        "RAS114",
        "Not an amount in whole pence",
        '{key} is "{text}", which is not an amount in whole pence.',
        "Write pounds with at most two decimals, such as `25.00`.{instead}",
        "Nobody can be paid a part of a penny, so no limit can be set at one.",
    ),
    Code(
        "RAS115",
        "Not a share",
        '{key} is "{text}", which is not a share from 0% to 100%.',
        "Write the share with its per cent sign, such as `7.5%`.{instead}",
        "Without the sign nobody can tell 0.5% from one half.",
    ),
    Code(
        "RAS116",
        "Not a whole number",
        '{key} is "{text}", which is not a whole number.',
        "Write digits only, such as `8`.{instead}",
        "Weeks, days and revisions are counted, not measured.",
    ),
    Code(
        "RAS117",
        "Not a day",
        '{key} is "{text}", which is not a day of the calendar.',
        "Write year, month and day, such as `2026-04-06`.{instead}",
        "06/04 is April in one office and June in another.",
    ),
    Code(
        "RAS118",
        "Neither yes nor no",
        '{key} is "{text}", which is neither `yes` nor `no`.',
        "Write `yes` or `no`.{instead}",
        "One spelling can be read aloud, and needs no guessing.",
    ),
    Code(
        "RAS119",
        "Nothing is said",
        "{key} is empty.",
        "Write the words that a person will read, or take the key out if it is not needed.",
        "An empty reason or an empty question looks as if it had been answered.",
    ),
    Code(
        "RAS120",
        "Not one of the words that can stand here",
        '{key} is "{text}", which is not one of the words that can stand here.',
        "Write {known}.{hint}",
        "These words decide how the engine reckons, so each has one spelling.",
    ),
)

TOGETHER = table(
    Code(
        "RAS121",
        "Keys of which exactly one is needed",
        "{section} needs exactly one of {keys}; it has {given}.",
        "Keep the one you mean and take the others out, or add it if there is none.",
        "Two answers to one question, or none, would leave the engine to choose.",
    ),
    Code(
        "RAS122",
        "Nothing is listed",
        "{subject} is written, but nothing stands in it.",
        "Add at least one item, or take {key} out if the ruleset has no such thing.",
        "An empty section looks like a decision that nobody took.",
    ),
    Code(
        "RAS123",
        "A condition with no comparison, or with several",
        "This condition has {given}, where {needed_words} is needed.",
        "Write one subject and one comparison, such as `{{question: washing, is: some_days}}`; join several with `all:` or `any:`.",
        "A condition says one thing, so that it can be read aloud and be proved.",
    ),
    Code(
        "RAS124",
        "Money is rounded to parts of a penny",
        "Amounts would be rounded to a multiple of {text}, which is not a number of whole pence.",
        "Write a step of whole pence in pounds, such as `0.01` (a penny), `1` (a pound) or `5`.",
        "After rounding, every amount of money must be one that can be paid.",
    ),
    Code(
        "RAS125",
        "A question that is not always asked counts as nothing",
        'The question "{id}" has only one of `asked_when` and `not_asked_counts_as`.',
        "Write both: when the question is asked, and which answer counts for a person who is not asked.",
        "A question that was not asked must never silently count as no need.",
    ),
    Code(
        "RAS126",
        "Frequencies that do not convert the same way",
        'The periods of "{id}" do not all convert in the same way.',
        "Give every period `days`, and say `counted_per:` one of them; or give every period `points`, and neither of these.",
        "Twice a week and once a month can be compared only by one rule for all periods.",
    ),
    Code(
        "RAS127",
        "A value for a condition that is not there",
        'The measure "{id}" has `if_not`, but no `when`.',
        "Add the condition under `when:`, or take `if_not` out.",
        "A value that can never come up misleads whoever reads the ruleset.",
    ),
    Code(
        "RAS128",
        "Weeks that belong to keep_weeks",
        "The year-end rule and its `weeks` do not fit together.",
        "`rule: keep_weeks` needs `weeks:`; `keep_all` and `return_all` have none.",
        "People plan by this rule. It must say one thing.",
    ),
    Code(
        "RAS129",
        "Approved, but not by anybody",
        "The status is `approved`, but `authority` or `published_on` is missing.",
        "Add `authority:` (who approved it, when, and where that is recorded) and `published_on:`; or write `status: draft`.",
        "A person who challenges an amount must be able to find who decided the rules, and when.",
    ),
    Code(
        "RAS130",
        "A review that never comes",
        "A review after {text} weeks is more than ten years (520 weeks) away.",
        "Write the weeks until somebody looks again, such as `52`.",
        "Needs change. A result that nobody looks at for ten years is a slip of the keys, or a review that is not meant.",
    ),
)

CODES = {**KEYS, **VALUES, **TOGETHER}
