"""Caseloads for any ruleset, out of a seed: good answers written in every way that they may be, and wrong ones of every kind."""

from __future__ import annotations

from random import Random

from ras_engine import Ruleset, score_batch
from ras_engine.assessment import FACTS
from ras_engine.exact import format_decimal
from ras_engine.plan.asks import Ask, DaysAsk, FrequencyAsk, LevelAsk, QuantityAsk

Row = dict[str, str]
ROUNDS = 8

WRONG_WORDS = ("None", "NONE", " none", "none ", "no need", "n/a", "NULL", "true", "'", "~", "none~", "é", "a;b", "\t", "ﬁ", "٣")
WRONG_NUMBERS = ("1.", ".5", "1,5", "1e3", "--1", "+-1", "1 ", " 1", "0x1", "NaN", "1.2.3", "1" * 17, "-", "+", "²", "1~")
FAR_NUMBERS = ("-1", "-0.001", "99999999", "9" * 15, "0.0000000001", "100000.5", "-0", "+0", "000", "0.00", "123456.7890123")
WRONG_DAYS = ("{a}=1", "{a}={all};", ";{a}={all}", "{a}={all};{a}=0", "{a}=x", "{a}=", "={all}", "{a}={all};zz=0", "{a}=-1")
FAR_DAYS = ("{a} {all}", "{a}=0000000001", "{a}=999999999;{b}=1", "{b} = {all} ; {a} = 1")
WRONG_TIMES = ("3", "per {p}", "3 per", "3 per x{p}", "3 pr {p}", "-1 per {p}", "3.5 per {p}", "1 2 per {p}", "3 PER {p}")
FAR_TIMES = ("999 per {p}", "1234567890 per {p}", "0000000001 per {p}", "999999999 per {p}", "3 x x per {p}", "3 per {p} {p}")


class People:
    """Rows for one ruleset."""

    def __init__(self, ruleset: Ruleset, seed: int) -> None:
        self.ruleset = ruleset
        self.plan = ruleset.plan
        self.random = Random(seed)
        self.areas = [ask.column for ask in self.plan.asks if ask.column.startswith("carer.")]

    def columns(self, good: int, spoilt: int) -> dict[str, list[str | None]]:
        """A caseload: `good` rows of which most can be scored, then `spoilt` ones like them with one to three cells gone wrong."""
        rows = self._repaired([self._row() for _ in range(good)])
        rows += [self._spoilt(dict(self.random.choice(rows))) for _ in range(spoilt)]
        return self._as_columns(rows)

    def _as_columns(self, rows: list[Row]) -> dict[str, list[str | None]]:
        names = self.names()
        made: dict[str, list[str | None]] = {"id": [f"{place:04d}" for place in range(len(rows))]}
        return made | {name: [row.get(name) for row in rows] for name in names}

    def names(self) -> list[str]:
        """The columns: every one that the ruleset may read; the facts about carers for some areas, and for all others together."""
        names = ["baseline", "assessed_on", *(ask.column for ask in self.plan.asks)]
        if self.areas:
            names += ["carer_support", *(f"carer.{fact}" for fact in FACTS)]
            names += [f"{area}.{fact}" for area in self.areas[::3] for fact in FACTS[:3]]
        return names

    # -- good rows

    def _row(self) -> Row:
        row = {"baseline": "no_unpaid_support"}
        if self.random.random() < 0.5:
            row["assessed_on"] = "2026-05-01"
        for ask in self.plan.asks:
            may_be_left_out = ask.if_missing is not None or ask.column.startswith("deployment.")
            if not (may_be_left_out and self.random.random() < 0.3):
                row[ask.column] = self.good(ask)
        if self.areas:
            row |= self._carers(row)
        return row

    def _carers(self, row: Row) -> Row:
        state = self.random.choice(("no_carer", "not_offered", "offered", "offered"))
        facts = {name: self.random.choice(("yes", "yes", "yes", "no")) for name in ("able", "willing")}
        facts |= {name: self.random.choice(("", "", "yes", "no")) for name in FACTS[2:]}
        own = {f"{area}.{name}": self.random.choice(("yes", "no")) for area in self.areas[::3] for name in FACTS[:3]}
        offered = {area: row[area] for area in self.areas if area in row and state == "offered"}
        nothing = {area: self.random.choice(("", "none", "0")) for area in self.areas if area not in offered}
        return {"carer_support": state, **nothing, **offered, **{f"carer.{name}": fact for name, fact in facts.items()}, **own}

    def good(self, ask: Ask) -> str:
        """An answer, written in one of the ways that it may be."""
        pick = self.random.choice
        match ask:
            case LevelAsk(days=days, levels=levels) | DaysAsk(days=days, levels=levels):
                return pick(levels) if not days or self.random.random() < 0.3 else self._by_days(levels, days)
            case QuantityAsk(minimum=least, maximum=most, step=step):
                steps = self.random.randint(0, int((most - least) / step))
                text = format_decimal(least + step * pick((steps, 0, int((most - least) / step), min(steps, 3))))
                text = text + pick(("", "", "0", "000")) if "." in text else pick(("", "", "+", "00")) + text
                return text if text.lstrip("+0123456789.") == "" else format_decimal(least)
            case FrequencyAsk(periods=periods, most=most):
                place = self.random.randrange(len(periods))
                times = str(self.random.randint(0, most[place]))
                between = pick((" per ", "per ", " a ", "/", " x per ", "x a ", " times a ", "times/", "  per\t", "\ntimes  a "))
                return pick((f"{times}{between}{periods[place]}",) * 5 + (f" {times} per {periods[place]} ", "0"))

    def _by_days(self, levels: tuple[str, ...], days: int) -> str:
        left, parts = days, []
        for level in self.random.sample(levels, len(levels)):
            some = self.random.choice((0, left, self.random.randint(0, left)))
            left -= some
            parts.append((level, some))
        parts[-1] = (parts[-1][0], parts[-1][1] + left)
        kept = [one for one in parts if one[1] or self.random.random() < 0.3]
        equals, semicolon = self.random.choice((("=", ";"), ("=", ";"), (" = ", " ;\t"), ("=0", ";")))
        return semicolon.join(f"{level}{equals}{some}" for level, some in kept)

    def _repaired(self, rows: list[Row]) -> list[Row]:
        """The rows with what is not asked taken out, what is due put in, and clashes drawn again, as far as a few rounds go."""
        for _ in range(ROUNDS):
            batch = score_batch(self._as_columns(rows), self.ruleset)
            for place in batch.bad_rows.tolist():
                for one in batch.problems(place):
                    column = one.where.path.removeprefix("answers.")
                    if one.code == "RAS610":
                        rows[place].pop(column, None)  # gone already where the row was drawn again
                    elif one.code == "RAS609":
                        rows[place][column] = self.good(self.plan.ask_named[column])
                    elif one.code == "RAS611":
                        rows[place] = self._row()
        return rows

    # -- wrong ones

    def _spoilt(self, row: Row) -> Row:
        for column in self.random.sample(self.names(), self.random.randint(1, 3)):
            ask = self.plan.ask_named.get(column)
            row[column] = self.wrong(ask) if ask is not None and self.random.random() < 0.8 else self._odd(column)
        return row

    def _odd(self, column: str) -> str:
        """What may stand in a column about anything; often it is fine, and what it says is new."""
        if column == "assessed_on":
            days = ("2026-02-29", "2024-02-29", "1900-02-29", "2000-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "0000-01-01")
            return self.random.choice((*days, "2026-4-6", "2026-04-06 ", "06/04/2026", "", "2026-12-31", "2026-01-00", "20260406"))
        states = ("no_carer", "not_offered", "offered", "", "maybe")
        return self.random.choice((*states, "yes", "no", "none", "0", "no_unpaid_support", "yes ", "YES", " "))

    def wrong(self, ask: Ask) -> str:
        """An answer that is wrong, or out of place."""
        pick = self.random.choice
        match ask:
            case LevelAsk(days=days, levels=levels) | DaysAsk(days=days, levels=levels):
                forms = (*WRONG_DAYS, *FAR_DAYS, f"{levels[0]}={days + 1}") if days else ()
                made = [one.format(a=pick(levels), b=levels[0], all=days) for one in forms]
                return str(pick((*WRONG_WORDS, "", levels[0] + " ", levels[-1].upper(), *made)))
            case QuantityAsk(minimum=least, maximum=most, step=step):
                near = (least - step, most + step, least + step / 2, most - step / 10, most + step / 1000, least - step / 1000)
                texts = [format_decimal(one) for one in near if 10**9 % one.denominator == 0]
                return pick((*WRONG_NUMBERS, *FAR_NUMBERS, *texts, *texts, ""))
            case FrequencyAsk(periods=periods):
                form = pick((*WRONG_TIMES, *FAR_TIMES, *WRONG_TIMES, "0", " 0", "00", ""))
                return str(form).format(p=pick(periods))
