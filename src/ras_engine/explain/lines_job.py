"""One money line being explained: where it stands, which pass, and what has been said of it so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from ras_engine.document.lines import Line
from ras_engine.explain.arithmetic import Arithmetic
from ras_engine.explain.facts import Facts
from ras_engine.explain.structure import Entry
from ras_engine.explain.working import Part, Working
from ras_engine.plan.plan import Path


@dataclass
class LineJob:
    """A line whose steps begin with `prefix`; `into` is the period its amount is wanted for, `after` the second pass."""

    facts: Facts
    line: Line
    path: Path
    prefix: str
    into: str
    after: bool = False
    text: list[str] = field(default_factory=list)
    working: list[Working] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    refer: str = ""
    arithmetic: Arithmetic = field(init=False)

    def __post_init__(self) -> None:
        self.arithmetic = Arithmetic(self.facts.wording)

    @property
    def name(self) -> str:
        """The name of the line's step."""
        return f"{self.prefix}{self.line.id}"

    def step(self, part: str) -> Fraction:
        """A step of this line in this pass."""
        return self.facts.step(f"{self.name}.{part}", after=self.after)

    def money(self, label: str, amount: Fraction) -> Part:
        """An amount of money as a part."""
        return Part(label, amount, self.facts.currency)

    def value(self, name: str) -> Part:
        """A question's or measure's number as a part."""
        return Part(self.facts.title(name), self.facts.number(name, after=self.after), self.facts.unit(name))

    def held(self, *path: str | int) -> bool:
        """Whether a condition of the line held in this pass."""
        return self.facts.held((*self.path, *path), after=self.after)

    def refers(self, referral: str) -> Working:
        """People must look instead: the referral is noted, and the line is nought."""
        self.refer = referral
        self.text.append(self.facts.say("Here the ruleset gives no amount: people must look instead."))
        return self.arithmetic.nothing(self.facts.currency)
