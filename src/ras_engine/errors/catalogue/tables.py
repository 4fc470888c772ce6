"""Tables with holes, rows out of order, questions that no answer fits."""

from __future__ import annotations

from ras_engine.errors.catalogue.code import Code, table

TABLES = table(
    Code(
        "RAS226",
        "A table is not as deep as it has keys",
        "The table is looked up by {by} keys ({keys}), but its cells lie {deep} deep.",
        "Write one mapping within the other for each key, in the order of `by:`.",
        "Each cell stands for one combination.",
    ),
    Code(
        "RAS227",
        "Cells are missing in a table",
        "{count} no cell in the table by {keys}: {missing}.",
        "Add what is missing. Where the ruleset does not fit, an amount may be `{{refer: a referral}}`.",
        "A person with that combination would have no amount, and nobody would have decided so.",
    ),
    Code(
        "RAS228",
        "A cell for something that does not exist",
        '"{name}" is never "{level}", so this cell is never used.',
        "{hint}",
        "A cell that nobody can reach is most often a misspelt one, and the right one is then missing.",
    ),
    Code(
        "RAS229",
        "A client group is left out",
        "Nothing is given here for {missing}.",
        "Add each of them. Write the same as for another group if they are to be treated alike.",
        "There is no rest group: whoever is not named would have no amount.",
    ),
    Code(
        "RAS242",
        "Rows that do not rise",
        "This row begins at {start}, which is under the row before it ({before}).",
        "Put the rows in rising order.",
        "A row ends where the next one begins. That is how no gap and no overlap can be written.",
    ),
    Code(
        "RAS243",
        "Two rows begin at the same number",
        "Two rows begin at {start}.",
        "Take one of them out, or write `above: {start}` in the second if it is to begin just above that number.",
        "One of the two would never be used.",
    ),
    Code(
        "RAS244",
        "A percentile outside 0 to 100",
        "{text} is not a percentile.",
        "Write a number from 0 to 100, without a sign.",
        "A percentile says which share of people have less.",
    ),
    Code(
        "RAS245",
        "A percentile under the first amount",
        "Points can lead to percentile {text}, but the amounts begin at {first}.",
        "Add an amount for percentile {text} or one under it.",
        "A person there would have no amount.",
    ),
)

QUESTIONS = table(
    Code(
        "RAS230",
        "Points fall from one level to the next",
        'The level "{level}" has {points} points, fewer than "{before}" before it ({points_before}).',
        "Put the levels in order, the least need first; if fewer points are meant, write `points_may_fall: yes` and `why:`.",
        "More need must never mean less money by mistake.",
    ),
    Code(
        "RAS231",
        "Some answers have points and others none",
        'The question "{id}" has points, but not for {without}.',
        "Give every answer points (0 where it counts nothing), or none of them.",
        "A level without points is a decision that nobody wrote down.",
    ),
    Code(
        "RAS232",
        "Points may fall, but nobody says why",
        'The points of "{id}" may fall from one level to the next, and there is no `why`.',
        "Add `why:` with the reason.",
        "It means that more need can bring less money. Whoever challenges that must find the reason.",
    ),
    Code(
        "RAS233",
        "A range without an answer",
        "The maximum ({high}) is under the minimum ({low}).",
        "Swap them, or correct the one that is wrong.",
        "No answer could be given.",
    ),
    Code(
        "RAS234",
        "A range that is not a whole number of steps",
        "From {low} to {high} is not a whole number of steps of {step}.",
        "Choose a step that divides the range, or move the end of the range.",
        "The largest answer could not be given exactly.",
    ),
    Code(
        "RAS248",
        "A range whose answers nobody can write",
        "The {key} of {number} has no end in decimals.",
        "Answers are written as decimals: choose a smaller unit, such as minutes for thirds of an hour.",
        "The answers between could not be given exactly, and the engine never rounds an answer.",
    ),
    Code(
        "RAS235",
        "Not an answer to the question",
        '"{text}" is not an answer to "{id}".',
        "Write {answers}.{hint}",
        "What a missing answer counts as is scored like an answer, so it must be one.",
    ),
    Code(
        "RAS236",
        "Whether a question is asked depends on a result",
        'When "{id}" is asked depends on `{subject}`.',
        "Only other answers and the client group can decide that: use `question:` or `client_group:`.",
        "The assessment is filled in before anything is worked out.",
    ),
    Code(
        "RAS237",
        "Questions that wait for each other",
        'Whether "{id}" is asked depends, directly or round about, on its own answer.',
        "Let one of the questions always be asked.",
        "None of them could ever be asked first.",
    ),
    Code(
        "RAS238",
        "An answer over no days",
        'The answer to "{id}" is given over 0 days.',
        "Write how many days the levels are shared out over, such as `7`.",
        "A share of no days has no meaning.",
    ),
    Code(
        "RAS239",
        "A mean of answers without points",
        'The mean over days needs points, and the levels of "{id}" have none.',
        "Give each level `points:`, or use `rule: level_on_most_days`.",
        "Levels cannot be averaged; points can.",
    ),
)
