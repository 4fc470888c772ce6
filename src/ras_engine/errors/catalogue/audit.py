"""What can be wrong with what an audit leaves behind: certificates, and lists of failures that were accepted (RAS97x)."""

from __future__ import annotations

from ras_engine.errors.catalogue.code import Code, table

CODES = table(
    Code(
        "RAS970",
        "Not a certificate of an audit",
        "This is not a certificate that can be read: {reason}.",
        "Take it from your records again, as `ras-engine audit --format json` wrote it.",
        "A certificate that was cut off or changed must not look like one that holds.",
    ),
    Code(
        "RAS971",
        "A field of a certificate that is wrong",
        "{field}: {reason}.",
        "Take the certificate from your records again, as it was written.",
        "The form of a certificate is published, and it is read only in that form.",
    ),
    Code(
        "RAS972",
        "The seal of a certificate is broken",
        "The seal is not that of what the certificate says: it was changed after it was written.",
        "Take the certificate from your records again, or audit the ruleset anew.",
        "The seal finds every change made by accident. It is no signature: whoever changes a certificate can seal it anew.",
    ),
    Code(
        "RAS973",
        "The ruleset in a certificate is another than it says",
        "The {which} whose text is in the certificate is not the one that was audited: {reason}.",
        "Take the certificate from your records again, or audit the ruleset anew.",
        "A verdict speaks of one text only, which its digest names.",
    ),
    Code(
        "RAS974",
        "The certificate is about another ruleset",
        "The certificate is about {claimed}, digest {digest}; the ruleset given is {given}, digest {other}.",
        "Give the ruleset that was audited, or audit this one.",
        "What was proved of one ruleset says nothing of another, however alike they are.",
    ),
    Code(
        "RAS975",
        "A pair of people in a certificate does not come out as it says",
        "{law}, the {kind} pair, {field}: the certificate says {claimed}; worked out again it is {now}.",
        "Do not rely on this certificate. Audit the ruleset anew, and ask who changed it.",
        "Every pair is two real assessments that anybody can score. One that does not come out shows nothing.",
    ),
    Code(
        "RAS976",
        "A claim of a certificate that contradicts another",
        "{claim}: the certificate says {claimed}; from its own parts and its ruleset it is {now}.",
        "Do not rely on this certificate. Audit the ruleset anew, and ask who changed it.",
        "Counts, thresholds and sentences follow from the findings and the ruleset; they cannot say something else.",
    ),
    Code(
        "RAS977",
        "Another version of the engine",
        "This certificate was made with version {stored} of the engine; this is version {now}.",
        "Nothing to do where every pair comes out the same. For the proofs, audit the ruleset anew.",
        "A changed engine must not change a penny without saying so.",
    ),
    Code(
        "RAS978",
        "A failure is accepted twice",
        "{law} is accepted twice.",
        "Keep one entry for the law, with one reason and one day.",
        "Two entries for one law could have two days on which they end.",
    ),
    Code(
        "RAS979",
        "A failure of a law that does not exist is accepted",
        "There is no law {law}.",
        "{hint}Write the number of a law, such as P6. They are in docs/audit.md.",
        "An entry that never matches would look like a failure that was thought about.",
    ),
    Code(
        "RAS980",
        "A share of money met by carers turns people round",
        "Where carers help, somebody with more need gets {gap} less: {says}. Without carers neither of the two would lose.",
        "Let carers meet a share of points or hours, with `line_keeps_at_least` as a guard (docs/scoring.md, the guarded form). "
        "`ras-engine audit --law P1` says whether that is enough.",
        "More need never means less money, whatever carers do. A share of the money of one line cannot keep that where more need "
        "moves money from one line to another. This is a warning: the ruleset can be used.",
    ),
    Code(
        "RAS981",
        "Accepted failures of another scheme",
        "This list is for {scheme}; the ruleset is of {wanted}.",
        "Give the list of this scheme. What one council accepts for one scheme is not accepted for another.",
        "A list of another scheme would hide failures that nobody has decided about.",
    ),
    Code(
        "RAS982",
        "An accepted failure that ends before it begins",
        "{law} is accepted until {ends}, but that was decided on {decided}: there is no day on which it counts.",
        "Correct one of the two days. From `expires_on` on the failure counts again.",
        "An entry that never counts looks like a failure that is accepted.",
    ),
    Code(
        "RAS983",
        "An accepted failure that is none any more",
        "{law} is accepted, but it does not fail: it is {verdict}.",
        "Take the entry out of the list, so that the law counts again from the day on which it fails.",
        "An entry that is left behind would hide the next failure of the same law. This is a remark: the audit goes on.",
    ),
    Code(
        "RAS984",
        "An accepted failure that does not count",
        "{law} does not hold, and its entry does not cover that: {reason}.",
        "Mend the ruleset, or have it decided anew and write the new decision with its reason, its day and its end.",
        "A failure is accepted for a time, and only as bad as it was. This is a remark: the law counts as broken or open.",
    ),
    Code(
        "RAS985",
        "A certificate of another form",
        "This certificate is of the form {form}, {which} one; this version of the engine reads {now}.",
        "Check it with {by} of the engine that made it, or audit the ruleset anew: its text is in the certificate, line by line.",
        "The number goes up with every change of what a certificate says or means, so that no reader takes one thing for another.",
    ),
)
