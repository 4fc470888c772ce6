"""What can be wrong with one person's assessment (RAS6xx). It is never scored then, and never guessed."""

from __future__ import annotations

from ras_engine.errors.catalogue.code import Code, table

CODES = table(
    Code(
        "RAS601",
        "A question that is not asked by this ruleset",
        'This ruleset has no question "{question}".',
        "{nearest}",
        "An answer to an unknown question may be a slip in its name; scoring without it would lose a need.",
    ),
    Code(
        "RAS602",
        "A level that the question does not have",
        '"{given}" is not one of the answers to "{question}".',
        "The answers are: {levels}.",
    ),
    Code(
        "RAS603",
        "Not a number",
        'The answer to "{question}" should be a number ({unit}), written in digits; "{given}" is not one.',
        'Write a plain decimal, such as "10.5".',
    ),
    Code(
        "RAS604",
        "A quantity out of range",
        '"{given}" is outside the range of "{question}".',
        "It goes from {minimum} to {maximum} ({unit}).",
    ),
    Code(
        "RAS605",
        "A quantity off its step",
        '"{given}" is not a whole step of "{question}".',
        "It goes from {minimum} to {maximum} ({unit}) in steps of {step}. Record the exact step that was agreed; the engine never rounds "
        "an answer.",
    ),
    Code(
        "RAS606",
        "Not a frequency",
        'The answer to "{question}" should say how many times in which period; "{given}" does not.',
        'Write, for example, "3 per week". The periods are: {periods}.',
    ),
    Code(
        "RAS607",
        "More often than the question allows",
        '"{given}" is more often than "{question}" allows.',
        "At most {most} times per {period}. Where this is right, people must look: the ruleset does not fit.",
    ),
    Code(
        "RAS608",
        "Days that do not add up",
        'The days given for "{question}" add up to {total}, not to {days}.',
        "Share all {days} days out over the levels.",
    ),
    Code(
        "RAS609",
        "A missing answer",
        'There is no answer to "{question}", and the ruleset requires one.',
        "Ask the question. A missing answer never counts as no need.",
    ),
    Code(
        "RAS610",
        "An answer to a question that is not asked",
        '"{question}" is answered, but with these other answers the ruleset does not ask it.',
        "Leave it out, or check the answers that it depends on.",
    ),
    Code("RAS611", "Answers that cannot stand together", "{says}", 'Check the answers together (rule "{rule}" of the ruleset).'),
    Code(
        "RAS612",
        "Something the ruleset needs is missing",
        'The assessment does not state "{question}", and this ruleset needs it.',
        "State one of: {levels}.",
    ),
    Code(
        "RAS613",
        "Nothing is said about carers",
        "The assessment does not say whether there is unpaid support.",
        'Record "carer_support" as "no_carer", "not_offered", or the support that is offered, area by area.',
        "Missing information about a carer is never taken to mean that there is no carer, nor that there is one.",
    ),
    Code(
        "RAS614",
        "An unknown word about carers",
        '"{given}" does not say what unpaid support there is.',
        'Write "no_carer", "not_offered", or a mapping of areas.',
    ),
    Code("RAS615", "An area that the ruleset does not know", 'This ruleset has no area of carer support "{area}".', "{nearest}"),
    Code(
        "RAS616",
        "A carer without able and willing",
        'For the support with "{area}" it is not recorded whether the carer is {fact}.',
        'Record "{fact}": "yes" or "no". Without both facts no support may be counted (Care Act 2014 s.10(5)).',
    ),
    Code("RAS617", "Not yes or no", '"{given}" for "{field}" is neither "yes" nor "no".', 'Write "yes" or "no".'),
    Code(
        "RAS618",
        "The baseline is not stated",
        "The assessment does not confirm that its answers are recorded as if there were no unpaid support.",
        'State "baseline": "no_unpaid_support" once that has been confirmed with the person who assessed.',
        "A carer-neutral amount can only be worked out from answers that leave carers out. Otherwise their support would count twice.",
    ),
    Code(
        "RAS619",
        "Answers on another baseline",
        'The answers are recorded on the baseline "{given}", but this ruleset reads answers as if there were no unpaid support.',
        "Record the needs as they would be without the carer, and the carer's support under carer_support.",
    ),
    Code(
        "RAS620",
        "Not a day",
        'The assessment needs "assessed_on", the day it was made; "{given}" is not a day.',
        "Write it as 2026-04-06.",
    ),
    Code(
        "RAS621",
        "Something an assessment does not have",
        'An assessment has no "{key}".',
        "{nearest} Age, sex, ethnicity and other protected characteristics are not part of it: they go to the equity check, separately.",
    ),
    Code(
        "RAS622",
        "An answer of the wrong type",
        'The answer to "{question}" is {type}, which an answer cannot be.',
        "{remedy}",
    ),
    Code(
        "RAS623",
        "Two answers to one question",
        '"{question}" is answered more than once.',
        "Keep the one answer that was agreed.",
    ),
    Code(
        "RAS624",
        "A line that is not priced by deployment",
        'No price of a line "{line}" depends on how the budget is held.',
        "{nearest}",
    ),
    Code(
        "RAS625",
        "Support without its extent",
        'The support with "{area}" does not say how much it is.',
        'Give its "{needs}".',
    ),
    Code(
        "RAS626",
        "Not an assessment",
        "{what} should be a mapping of names to values; it is {type}.",
        'See "An assessment" in docs/assessments.md.',
    ),
    Code(
        "RAS627",
        "Something this ruleset does not use",
        'The assessment states "{key}", but this ruleset does not use it.',
        "Leave it out, or check that the right ruleset was chosen.",
    ),
)
