"""What people do: who looks next, what this figure is not, and how to challenge it. None of it moves money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ras_engine.budget import IndicativeBudget
from ras_engine.document.conditions import Condition
from ras_engine.document.decisions import Referral, Review, RouteBase
from ras_engine.document.names import conditions_in
from ras_engine.explain.conditions import condition_words
from ras_engine.explain.facts import Facts
from ras_engine.explain.structure import Entry, Section


def next_section(facts: Facts) -> Section:
    """Referrals, sign-off, monitoring and review."""
    document, decisions = facts.document, facts.result.decisions
    entries = [*_referrals(facts, withheld=False)]
    written: tuple[tuple[str, str, Sequence[RouteBase] | None, str | None], ...] = (
        ("sign_off", facts.say("Sign-off"), document.sign_off, decisions.sign_off),
        ("monitoring", facts.say("Monitoring"), document.monitoring, decisions.monitoring),
        ("review", facts.say("Review"), document.review, decisions.review),
    )
    shown = isinstance(facts.result, IndicativeBudget)
    for name, heading, routes, chosen in written:
        if name == "review" or shown:
            entries += [_route(facts, name, heading, place, one) for place, one in enumerate(routes or ()) if one.id == chosen]
    with_steps = facts.say("People decide, not this sum. These are the next steps.")
    text = with_steps if entries else facts.say("People decide, not this sum. This ruleset names no next steps.")
    return Section("next", facts.say("Who looks next"), (text,), tuple(entries))


def referral_section(facts: Facts) -> Section:
    """Why no amount is shown."""
    text = (
        facts.say("No amount is shown. The council's rules do not fit your situation, so people must look at what you need."),
        facts.say("This is not a refusal. Your needs are still to be met, and the plan is made with you."),
    )
    return Section("referral", facts.say("Why no amount is shown"), text, tuple(_referrals(facts, withheld=True)))


def _referrals(facts: Facts, *, withheld: bool) -> Iterator[Entry]:
    raised = {one.id for one in facts.result.referrals if one.withheld is withheld}
    shown = isinstance(facts.result, IndicativeBudget)
    for place, one in enumerate(facts.document.referral):
        # where no amount is shown, what a limit says about the amount is not shown either
        if one.id in raised and (shown or withheld or _by_its_own_condition(facts, place, one)):
            text = _raised(facts, place, one)
            yield facts.entry(facts.wording.text(one.says), ("referral", place), text=text, step=f"referral.{one.id}", of=one)


def _raised(facts: Facts, place: int, one: Referral) -> Iterator[str]:
    if one.when is not None and _by_its_own_condition(facts, place, one):
        yield facts.say("People must look because {condition}.", condition=condition_words(facts, one.when))
    else:
        yield facts.say("People must look because a table, a price or a limit of the ruleset says so.")


def _by_its_own_condition(facts: Facts, place: int, one: Referral) -> bool:
    return one.when is not None and facts.held(("referral", place, "when"))


def _route(facts: Facts, name: str, heading: str, place: int, one: RouteBase) -> Entry:
    text = [facts.wording.text(one.says) + ("" if facts.wording.text(one.says).endswith(".") else ".")]
    if one.when is not None and not _sees_authority_risk(facts, one.when):
        text.append(facts.say("This is because {condition}.", condition=condition_words(facts, one.when)))
    if isinstance(one, Review):
        text += _review(facts, one)
    return facts.entry(heading, (name, place), text=text, step=name, of=one)


def _review(facts: Facts, one: Review) -> Iterator[str]:
    on = facts.result.decisions.review_on
    if on is not None and one.time_limited:
        yield facts.say("The result ends on {day}.", day=facts.wording.day(on))
    elif on is not None:
        yield facts.say("It is looked at again by {day}.", day=facts.wording.day(on))


def _sees_authority_risk(facts: Facts, written: Condition) -> bool:
    """Whether a condition reads an answer about risk to the authority, which is not for a person's statement to argue from."""
    questions = (facts.index.questions.get(one.question or "") for one in conditions_in(written))
    return any(question is not None and question.about == "authority_risk" for question in questions)


def not_section(facts: Facts) -> Section:
    """What this figure is not (Care and Support Statutory Guidance, 11.24)."""
    say = facts.say
    text = [
        say("It is indicative: an early estimate, so that you can begin to plan. It is not an entitlement."),
        say("It is not a personal budget. People set that with the plan: it is what meeting your needs costs."),
        say("It can go up or down when the plan is made."),
        say("It is no upper limit. Needs that the council must meet are met, whatever this figure is."),
        say("It is worked out by rules that the council has published. People decide."),
        say("Source: Care and support statutory guidance, 11.24: transparent, timely and sufficient."),
    ]
    if not isinstance(facts.result, IndicativeBudget):
        text = text[-2:]
    return Section("not", facts.say("What this figure is not"), tuple(text))


def challenge_section(facts: Facts) -> Section:
    """How to challenge it."""
    say, stamp = facts.say, facts.result.stamp
    authority = facts.document.authority
    text = [
        say("Look at each answer and each line. If one is wrong or is missing, say so: the sum is then done again."),
        say("Ask how the amount would change if an answer were different. You will be shown it line by line."),
        say("If you still do not agree, you may complain to the council, and then to the ombudsman."),
        say("A carer, a friend or an advocate may help you with this."),
        say("If taking part is hard for you and you have nobody to help you, the council must find an advocate for you."),
    ]
    entries = [
        Entry(
            say("The ruleset"),
            (stamp.scheme,),
            shown=say("in force from {day}, revision {n}", day=facts.wording.day(stamp.effective_from), n=stamp.revision),
        ),
    ]
    if authority is not None:
        approved = facts.wording.day(authority.approved_on)
        words = say("{who}, {day}: {reference}.", who=authority.approved_by, day=approved, reference=authority.reference)
        entries.append(facts.entry(say("Approved by"), ("authority",), text=(words,)))
    entries.append(
        Entry(
            say("Digest of the ruleset, so that this can be worked out again"),
            (stamp.digest,),
            shown=f"ras_engine {stamp.engine_version}",
        )
    )
    return Section("challenge", say("How to challenge it"), tuple(text), tuple(entries))
