"""Rules that the language refuses by name, because they were found to be unlawful, unfair or impossible to explain."""

from __future__ import annotations

from ras_engine.errors.catalogue.code import Code, table

CODES = table(
    Code(
        "RAS401",
        "One person's amount depends on the money that is left",
        "{written} would scale one person's amount by supply or the money left.",
        "Take it out. To keep to a total, change the table for everybody, and state the share held back under `calibration:`.",
        "Wiltshire's formula, which multiplied need by the beds available over the beds required, was held incompatible with "
        "the Care Act; the statutory guidance (10.27) allows no arbitrary limit. Need does not depend on what is left.",
    ),
    Code(
        "RAS402",
        "A flat cut for living with somebody",
        "{written} would cut an amount for the household a person lives in.",
        "Take it out. Ask each carer what they are able and willing to do, and write what that meets under `carer_support:`.",
        "A flat cut for living with a carer was struck down in Jenkins v DSHS (Washington, 2007): it presumes help "
        "instead of asking.",
    ),
    Code(
        "RAS403",
        "Support counts without a carer being able and willing",
        "{written} would change whose support counts.",
        "Take it out. Support counts if it is recorded that the carer is able and willing to give it, and in no other case.",
        "Care Act 2014, section 10(5): whether a carer is able and willing is asked, never assumed. It is not a setting.",
    ),
    Code(
        "RAS404",
        "A formula",
        "{written} is a formula or a program, which the language does not have.",
        "Write the steps as measures, one under the other, each with its `kind:` (sum, product, excess, step_table, "
        "first_match ...).",
        "A ruleset is data: it can be read aloud, worked through by hand and proved. A formula can hide any of the "
        "rules refused here.",
    ),
    Code(
        "RAS405",
        "Answers that already count unpaid support",
        "The baseline is {written}, so the answers would leave out what unpaid carers do.",
        "Write `baseline: no_unpaid_support`: each answer says what would be needed if nobody helped without pay.",
        "Otherwise the support of a carer counts twice, once in the answers and once in the carer rules, and nobody "
        "can see how much.",
    ),
    Code(
        "RAS406",
        "A protected characteristic as an input",
        "{written} would make a protected characteristic part of how an amount is worked out.",
        "Take it out: it goes to the equity check, beside the results. If a need differs, ask about the need.",
        "Equality Act 2010: age, sex, ethnicity, religion and the like do not move money. The check of equity needs "
        "them separately.",
    ),
    Code(
        "RAS407",
        "A share that is kept",
        "{written} states the share that is kept, and shares are written one way only.",
        "Write `met:` with the share of the need that the carer meets: 30% kept is `met: 70%`. A floor is `least_kept:`.",
        "Councils have mixed up the share kept and the share taken off. With one spelling it cannot happen.",
    ),
    Code(
        "RAS408",
        "A huge number in place of no limit",
        "{written} stands for no limit.",
        "Take the limit out: what is not written does not apply.",
        "A magic number looks like a decision, and one day somebody reaches it.",
    ),
    Code(
        "RAS409",
        "The end of a row",
        "{written} states where a row ends.",
        "Take it out: a row ends where the next one begins.",
        "With starts and ends, gaps and overlaps can be written. With starts only, they cannot.",
    ),
    Code(
        "RAS410",
        "The end of a ruleset",
        "{written} states when this ruleset ends.",
        "Take it out: a ruleset counts until its successor begins (`effective_from:` there).",
        "An end that is written once and a beginning that is written elsewhere drift apart, and leave days without any rule.",
    ),
    Code(
        "RAS411",
        "A decision about the person",
        "{written} would be a decision, which a ruleset does not make.",
        "Take it out. A ruleset gives an indicative budget; people decide on the personal budget, with the plan.",
        "Care Act 2014: the personal budget is what meeting the needs costs, fixed with the plan. An estimate must not "
        "look like it.",
    ),
    Code(
        "RAS412",
        "Parts of another file",
        "{written} would take rules from another file.",
        "Write the whole ruleset into this file. A new ruleset can be made from an old one by an uprating.",
        "An approved ruleset is one file with one digest. If a part of it lay elsewhere, it could change afterwards.",
    ),
)
