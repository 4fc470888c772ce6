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
        "A level is never guessed from something like it: the nearest name may mean a different need.",
    ),
    Code(
        "RAS603",
        "Not a number",
        'The answer to "{question}" should be a number ({unit}), written in digits; "{given}" is not one.',
        'Write a plain decimal, such as "10.5".',
        "A quantity is priced, so it is read only where it is plainly a number.",
    ),
    Code(
        "RAS604",
        "A quantity out of range",
        '"{given}" is outside the range of "{question}".',
        "It goes from {minimum} to {maximum} ({unit}).",
        "The range says what the ruleset was tested for. A need outside it is for people to look at, not for the "
        "engine to cut off.",
    ),
    Code(
        "RAS605",
        "A quantity off its step",
        '"{given}" is not a whole step of "{question}".',
        "It goes from {minimum} to {maximum} ({unit}) in steps of {step}. Record the exact step that was agreed; the "
        "engine never rounds "
        "an answer.",
        "Rounding an answer to a step would change what was agreed with the person.",
    ),
    Code(
        "RAS606",
        "Not a frequency",
        'The answer to "{question}" should say how many times in which period; "{given}" does not.',
        'Write, for example, "3 per week". The periods are: {periods}.',
        "Three times a week and three times a month are different needs, so the period is never assumed.",
    ),
    Code(
        "RAS607",
        "More often than the question allows",
        '"{given}" is more often than "{question}" allows.',
        "At most {most} times per {period}. Where this is right, people must look: the ruleset does not fit.",
        "Beyond what the ruleset was tested for, its prices and points mean nothing.",
    ),
    Code(
        "RAS608",
        "Days that do not add up",
        'The days given for "{question}" add up to {total}, not to {days}.',
        "Share all {days} days out over the levels.",
        "A fluctuating answer shares out all the days, so that good days and bad days both count.",
    ),
    Code(
        "RAS609",
        "A missing answer",
        'There is no answer to "{question}", and the ruleset requires one.',
        "Ask the question. A missing answer never counts as no need.",
        "The ruleset says for each question whether a missing answer may count as something, and why. Here it may not.",
    ),
    Code(
        "RAS610",
        "An answer to a question that is not asked",
        '"{question}" is answered, but with these other answers the ruleset does not ask it.',
        "Leave it out, or check the answers that it depends on.",
        "The two answers contradict each other; one of them is wrong, and only people can know which.",
    ),
    Code(
        "RAS611",
        "Answers that cannot stand together",
        "{says}",
        'Check the answers together (rule "{rule}" of the ruleset).',
        "The ruleset names answers that contradict each other, so that neither is scored by mistake.",
    ),
    Code(
        "RAS612",
        "Something the ruleset needs is missing",
        'The assessment does not state "{question}", and this ruleset needs it.',
        "State one of: {levels}.",
        "There is no default client group or deployment: either could change the amount.",
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
        "What is said about carers decides whether their support counts, so it has three plain forms only.",
    ),
    Code(
        "RAS615",
        "An area that the ruleset does not know",
        'This ruleset has no area of carer support "{area}".',
        "{nearest}",
        "Support with something the ruleset does not ask about would be lost.",
    ),
    Code(
        "RAS616",
        "A carer without able and willing",
        'For the support with "{area}" it is not recorded whether the carer is {fact}.',
        'Record "{fact}": "yes" or "no". Without both facts no support may be counted (Care Act 2014 s.10(5)).',
        "No deduction is lawful unless the carer is both able and willing to give the support.",
    ),
    Code(
        "RAS617",
        "Not yes or no",
        '"{given}" for "{field}" is neither "yes" nor "no".',
        'Write "yes" or "no".',
        "The facts about a carer decide whether their support counts, so they are never read loosely.",
    ),
    Code(
        "RAS618",
        "The baseline is not stated",
        "The assessment does not confirm that its answers are recorded as if there were no unpaid support.",
        'State "baseline": "no_unpaid_support" once that has been confirmed with the person who assessed.',
        "A carer-neutral amount can only be worked out from answers that leave carers out. Otherwise their support "
        "would count twice.",
    ),
    Code(
        "RAS619",
        "Answers on another baseline",
        'The answers are recorded on the baseline "{given}", but this ruleset reads answers as if there were no unpaid support.',
        "Record the needs as they would be without the carer, and the carer's support under carer_support.",
        "Answers that already leave out what a carer does would make the carer's support count twice.",
    ),
    Code(
        "RAS620",
        "Not a day",
        'The assessment needs "assessed_on", the day it was made; "{given}" is not a day.',
        "Write it as 2026-04-06.",
        "The day decides which ruleset was in force and when the result is looked at again. It is never taken from the clock.",
    ),
    Code(
        "RAS621",
        "Something an assessment does not have",
        'An assessment has no "{key}".',
        "{nearest} Age, sex, ethnicity and other protected characteristics are not part of it: they go to the equity "
        "check, separately.",
        "An assessment holds only what may lawfully move money, so that nothing else can.",
    ),
    Code(
        "RAS622",
        "An answer of the wrong type",
        'The answer to "{question}" is {type}, which an answer cannot be.',
        "{remedy}",
        "A true, a float or a list is a slip of the system that wrote it; guessing what it meant could change the amount.",
    ),
    Code(
        "RAS623",
        "Two answers to one question",
        '"{question}" is answered more than once.',
        "Keep the one answer that was agreed.",
        "Only people can say which of two answers was agreed.",
    ),
    Code(
        "RAS624",
        "A line that is not priced by deployment",
        'No price of a line "{line}" depends on how the budget is held.',
        "{nearest}",
        "A deployment for a line that has no such prices would be passed over in silence.",
    ),
    Code(
        "RAS625",
        "Support without its extent",
        'The support with "{area}" does not say how much it is.',
        'Give its "{needs}".',
        "How much support is given decides what it changes.",
    ),
    Code(
        "RAS626",
        "Not an assessment",
        "{what} should be a mapping of names to values; it is {type}.",
        'See "An assessment" in docs/assessments.md.',
        "Nothing can be read from data of another shape.",
    ),
    Code(
        "RAS627",
        "Something this ruleset does not use",
        'The assessment states "{key}", but this ruleset does not use it.',
        "Leave it out, or check that the right ruleset was chosen.",
        "A group or deployment that this ruleset does not know is often a sign that another ruleset was meant.",
    ),
)
