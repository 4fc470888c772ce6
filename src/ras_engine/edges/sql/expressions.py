"""Small expressions, so that the rest can say what is meant: columns, whole numbers, texts, choices. All trees, never text.

A whole number is a bigint wherever it is made: a small literal or a CASE of them would else be a 32-bit number, and overflow later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlglot import exp

Expression = exp.Expr
Branch = tuple[Expression, Expression]
SMALL = 2**31 - 1


def column(name: str) -> Expression:
    """A column of the step before."""
    return exp.Column(this=exp.Identifier(this=name, quoted=True))


def literal(value: int) -> Expression:
    """A whole number, as it stands in a CASE or beside a bigint. A large one is a decimal to SQL Server unless it is cast."""
    digits: Expression = exp.Literal.number(str(abs(value)))
    if abs(value) > SMALL:
        digits = whole(digits)
    return exp.Neg(this=digits) if value < 0 else digits


def whole(value: Expression) -> Expression:
    """The value as a bigint."""
    return exp.Cast(this=value, to=exp.DataType.build("BIGINT"))


def parsed(text: Expression) -> Expression:
    """The whole number that a text of digits stands for. Where it is none: nothing, or in PostgreSQL never asked."""
    return exp.TryCast(this=text, to=exp.DataType.build("BIGINT"))


def word(text: str) -> Expression:
    """A text of ours."""
    return exp.Literal.string(text)


RANKS: tuple[tuple[type[exp.Expr] | tuple[type[exp.Expr], ...], int], ...] = (
    (exp.Or, 1),
    (exp.And, 2),
    (exp.Not, 3),
    ((exp.EQ, exp.NEQ, exp.GT, exp.GTE, exp.LT, exp.LTE, exp.Is, exp.In), 4),
    ((exp.Add, exp.Sub, exp.DPipe), 5),
    ((exp.Mul, exp.Div, exp.IntDiv, exp.Mod), 6),
    (exp.Neg, 7),
)
"""How tightly operators bind, in every one of the databases; what is not here needs no brackets."""
CLOSED = 8


def rank(value: Expression | type[Expression]) -> int:
    """How tightly an expression, or a kind of them, binds."""
    kind = value if isinstance(value, type) else type(value)
    return next((place for kinds, place in RANKS if issubclass(kind, kinds)), CLOSED)


def tight(value: Expression, beside: type[Expression]) -> Expression:
    """The value in brackets where an operator of the kind beside it could tear it apart."""
    return value if rank(value) > rank(beside) else exp.Paren(this=value)


def chained(kind: type[exp.Binary], values: Iterable[Expression]) -> Expression:
    """The values joined by one operator, from the left."""
    first, *rest = values
    if not rest:
        return first
    made = first if type(first) is kind else tight(first, kind)
    for value in rest:
        made = kind(this=made, expression=tight(value, kind))
    return made


def every(conditions: Sequence[Expression]) -> Expression:
    """All of the conditions."""
    return chained(exp.And, conditions)


def some(conditions: Sequence[Expression]) -> Expression:
    """At least one of the conditions; none of no conditions."""
    return chained(exp.Or, conditions) if conditions else exp.EQ(this=literal(1), expression=literal(0))


def no(condition: Expression) -> Expression:
    """The opposite of a condition."""
    return exp.Not(this=tight(condition, exp.Not))


def plus(left: Expression, right: Expression) -> Expression:
    """The sum."""
    return chained(exp.Add, (left, right))


def minus(left: Expression, right: Expression) -> Expression:
    """The difference."""
    return exp.Sub(this=left if isinstance(left, exp.Add | exp.Sub) else tight(left, exp.Sub), expression=tight(right, exp.Sub))


def left_over(value: Expression, divisor: int) -> Expression:
    """What is left over when the value, from nought on, is divided."""
    return exp.Mod(this=tight(value, exp.Mod), expression=literal(divisor))


def times(left: Expression, right: Expression) -> Expression:
    """The product."""
    return chained(exp.Mul, (left, right))


def compared(kind: type[exp.Binary], left: Expression, right: Expression | int | str) -> Expression:
    """A comparison."""
    if isinstance(right, int | str):
        right = literal(right) if isinstance(right, int) else word(right)
    return kind(this=tight(left, kind), expression=tight(right, kind))


def is_null(value: Expression) -> Expression:
    """Whether there is nothing."""
    return exp.Is(this=value, expression=exp.Null())


def among(value: Expression, texts: Iterable[str]) -> Expression:
    """Whether the text is one of these."""
    return exp.In(this=value, expressions=[word(one) for one in texts])


def case(branches: Iterable[Branch], otherwise: Expression | None = None) -> Expression:
    """`CASE WHEN condition THEN value ... ELSE otherwise END`; nothing where no condition holds and there is no `otherwise`."""
    ifs = [exp.If(this=condition, true=value) for condition, value in branches]
    return exp.Case(ifs=ifs, default=otherwise)


def chosen(of: Expression, branches: Iterable[Branch]) -> Expression:
    """`CASE of WHEN ... THEN ... END`; nothing where it is none of them."""
    return exp.Case(this=of, ifs=[exp.If(this=key, true=value) for key, value in branches])


def flag(condition: Expression) -> Expression:
    """1 where the condition holds, else 0."""
    return whole(case([(condition, literal(1))], literal(0)))


def either(*values: Expression) -> Expression:
    """The first value that there is."""
    return exp.Coalesce(this=values[0], expressions=list(values[1:]))


def joined(texts: Iterable[Expression]) -> Expression:
    """The texts one after the other."""
    return chained(exp.DPipe, texts)


def part(text: Expression, start: int | Expression, length: int | Expression) -> Expression:
    """So many characters from a place on (from 1)."""
    begin, many = (literal(one) if isinstance(one, int) else one for one in (start, length))
    return exp.Substring(this=text, start=begin, length=many)


def length(text: Expression) -> Expression:
    """How many characters; asked for only of texts without blanks, as SQL Server does not count those at the end."""
    return exp.Length(this=text)


def replaced(text: Expression, old: str, new: str) -> Expression:
    """The text with every `old` as `new`."""
    return exp.Anonymous(this="REPLACE", expressions=[text, word(old), word(new)])


def only_digits(text: Expression) -> Expression:
    """Whether nothing but the digits 0 to 9 stands in the text; it holds of an empty one."""
    noughts = exp.Anonymous(this="TRANSLATE", expressions=[text, word("0123456789"), word("0000000000")])
    return compared(exp.EQ, replaced(noughts, "0", ""), "")


def said(value: Expression, comment: str) -> Expression:
    """The expression with a comment beside it."""
    if comment:
        value.add_comments([f" {comment}"])
    return value
