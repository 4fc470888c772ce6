"""Amounts and units that do not fit, carers who would count twice, and what may not reach money."""

from __future__ import annotations

from ras_engine.errors.catalogue.code import Code, table

AMOUNTS = table(
    Code(
        "RAS240",
        "A lower limit over the upper one",
        "`{lower}` is {low}, which is over `{upper}` ({high}).",
        "Correct the one that is wrong.",
        "No value could satisfy both; the order in which they are applied would decide.",
    ),
    Code(
        "RAS241",
        "A minimum that is never paid",
        "A budget is raised to {minimum}, which is under the smallest amount that is paid ({payment}).",
        "Raise the minimum, or lower the minimum payment.",
        "A person would first be promised the minimum and then be paid nothing.",
    ),
    Code(
        "RAS246",
        "Different units are put together",
        "Values of different units are put together: {units}.",
        "Turn them into one unit first (`weighted_sum` with the factors), or say what the result is with `unit:`.",
        "Hours and points add up to a number that means nothing.",
    ),
    Code(
        "RAS247",
        "A price for another unit",
        '"{quantity}" is counted in "{unit}", but the price "{price}" is for "{price_unit}".',
        "Use the price for that unit, or a measure that turns the quantity into the unit of the price (`unit:` says which).",
        "Hours multiplied by a price for a visit are pounds that nobody meant.",
    ),
    Code(
        "RAS250",
        "The client group moves money without a reason",
        "The client group can change an amount here (`{key}`), and there is no `why`.",
        "Add `why:` to this section, with the reason and where it was decided.",
        "Groups came off worse under rules that nobody had to give reasons for. Councils must have due regard to equality.",
    ),
    Code(
        "RAS252",
        "A line that is not there",
        'There is no line called "{name}" that can be named here.',
        "{hint}",
        "A share of a line that does not exist would be nothing.",
    ),
    Code(
        "RAS253",
        "A line that does not stand above",
        '"{name}" does not stand above this line, in the same list.',
        "Move this line below it. A line inside `largest_of` or `smallest_of` is named by the line around it.",
        "The lines are worked out from top to bottom, so that the working can be followed down the page.",
    ),
    Code(
        "RAS254",
        "A period that means nothing here",
        'The line "{id}" has no period of its own: {reason}.',
        "Take `per:` out.",
        "Converting twice would change the amount.",
    ),
    Code(
        "RAS255",
        "A table sends people on, but would show an amount",
        "Where the table says `refer: {name}` there is no amount to show, but that referral is `indicative_budget: shown`.",
        "Write `indicative_budget: withheld` there, or give an amount here and let the referral have a `when:`.",
        "An amount with a line missing is not an indicative budget.",
    ),
    Code(
        "RAS256",
        "A limit that withholds the amount",
        'A limit gives an amount, but the referral "{name}" is `indicative_budget: withheld`.',
        "Name a referral with `indicative_budget: shown`, which keeps the amount and tells a person to look.",
        "A limit is always shown with the amount before it, and is never a way to show nothing.",
    ),
    Code(
        "RAS257",
        "More weeks than a year has",
        "A contingency of {text} weeks is not between none and a whole year.",
        "Write the number of weeks of the budget that are set aside, such as `4`.",
        "It would be more than the budget itself.",
    ),
)

CARERS = table(
    Code(
        "RAS260",
        "An area of support that nobody is asked about",
        'No carer is asked about an area called "{name}".',
        "{hint} Areas are the keys of the rules under `carer_support:`, and those under its `areas:`.",
        "The condition would never hold.",
    ),
    Code(
        "RAS261",
        "An area in two rules",
        'The area "{name}" belongs to two rules.',
        "Keep it in one of them, or ask about two areas.",
        "The same support would count twice.",
    ),
    Code(
        "RAS262",
        "A measure is reduced twice",
        'The measure "{name}" is reduced by two areas or rules.',
        "Reduce it once. Several areas that meet one need belong in one rule of kind `mean_share`.",
        "The same need would be taken as met twice.",
    ),
    Code(
        "RAS263",
        "A reduced measure is made from a reduced measure",
        '"{name}" is made from "{other}", and both are reduced.',
        "Reduce only one of them: either the parts or the whole.",
        "The same support would count twice: once in the part, and again in the whole.",
    ),
    Code(
        "RAS264",
        "A line is reduced in money and in points",
        'A share of the money of "{name}" is met, and it is worked out from "{measure}", which is reduced as well.',
        "Keep one of the two: a share of the points, or a share of the money.",
        "The same support would count twice.",
    ),
    Code(
        "RAS265",
        "A line is reduced by two areas",
        'A share of the money of "{name}" is met by two areas.',
        "Name each line under one area. If several areas meet one line, use a rule of kind `mean_share` on its measure.",
        "Two shares of one line can be joined in more than one way, and the ruleset would not say which.",
    ),
    Code(
        "RAS266",
        "Not a line of the budget",
        'A share of money can be met only of a line of `budget_lines`, and "{name}" stands elsewhere.',
        "Name the line of `budget_lines` that contains it, or reduce the measure that it is made from.",
        "What is added for carers, and separate amounts, are not reduced by support.",
    ),
    Code(
        "RAS267",
        "Levels of support are missing",
        "A rule by shares is written, but `carer_support` has no `levels:`.",
        "Add the levels a carer can choose from, each with the share of the need that is `met:`.",
        "The share comes from what each carer says, and never from a flat rate.",
    ),
    Code(
        "RAS268",
        "No support that meets something",
        "The level `none` must come first and meet 0%.",
        "Write `met: 0%`, or leave the level out: it is always there.",
        "Whoever gives no support, or is not able and willing, meets nothing.",
    ),
    Code(
        "RAS269",
        "More support meets less",
        'The level "{level}" meets less than "{before}" before it.',
        "Put the levels in order, the least support first.",
        "A share is always the share met by the carer (0% = nothing), never the share kept.",
    ),
)

FLOW = table(
    Code(
        "RAS270",
        "An amount decides about itself",
        "A condition in `{section}` asks about an amount, which is not known yet.",
        "Ask about the measure that the amount is made from. Amounts can be asked about in sign_off, monitoring, review and pool.",
        "The order of the money is fixed, and goes one way.",
    ),
    Code(
        "RAS271",
        "The way a budget is held changes something else",
        "A condition in `{section}` asks how the budget is held.",
        "Take it out. Only prices (`by_deployment:`), sign_off, monitoring and review may depend on it.",
        "Nobody's need is another because they choose a direct payment. None of the ways is second class.",
    ),
    Code(
        "RAS272",
        "The amount without carers would see a carer",
        "A condition in `{section}` asks about carer support, which that part may not see.",
        "Write what support changes under `carer_support:`, and what is added for carers under `carer_sustainability:`.",
        "The amount is first worked out as if nobody helped without pay, and both amounts are always shown.",
    ),
    Code(
        "RAS273",
        "A question about carers reaches the wrong money",
        '{part} would depend on "{name}", a question about the carer.',
        "Use it directly in a line of `carer_sustainability:` or of an amount `for: carer`. If it is about the person, correct its "
        "`about:`.",
        "Need is worked out as if nobody helped without pay. Only what is recorded as able and willing comes off it.",
    ),
    Code(
        "RAS274",
        "Risk to the authority reaches money",
        '{part} would depend on "{name}", a question about risk to the authority.',
        "Use it in sign_off, monitoring or review. If it is about the safety of the person, write `about: safety`.",
        "A risk to the authority's money must never change what a person needs.",
    ),
    Code(
        "RAS275",
        "Answers are held against a result",
        'Whether answers can stand together would depend on the measure "{name}".',
        "Ask about the answers themselves, with `question:`. For what a measure shows, write a `referral:`.",
        "The answers are checked before anything is worked out, so that the assessment can be put right with the person.",
    ),
)
