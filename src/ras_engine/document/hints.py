"""What an author most likely meant by a value that cannot be read: the sentence that ends a remedy, or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from ras_engine.exact import SYMBOLS, format_decimal, parse_decimal

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s+([A-Za-z]{3,9})\.?\s+(\d{4})", re.ASCII)
_SLASHED_DAY = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", re.ASCII)
_SIGNS = re.compile(rf"^(?:[£€$]|[AC]\$|NZ\$)\s*|\s*(?:{'|'.join(SYMBOLS)}|pounds?)$")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d{1,2}", re.ASCII)
_YES = {"true": "yes", "y": "yes", "on": "yes", "1": "yes", "false": "no", "n": "no", "off": "no", "0": "no"}


def instead(code: str, text: str) -> str:
    """The sentence 'Write ...' for a value refused with `code`, where it is clear what was meant; else nothing."""
    find = _HINTS.get(code)
    meant = find(text.strip()) if find else ""
    return f" Here: {meant}." if meant else ""


def one_of(names: Iterable[str]) -> str:
    """The names as a sentence lists them: `a`, `b` or `c`."""
    shown = [f"`{name}`" for name in names]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}" if shown else "nothing"


def plain_name(text: str) -> str:
    """The name that is nearest to some words: "Need points" becomes "need_points"; nothing where no letter is left."""
    name = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:60].rstrip("_")
    if name[:1].isdigit():
        name = f"n{name}"[:60]
    return name


def _id(text: str) -> str:
    return f"`{plain_name(text)}`" if plain_name(text) else ""


def _number(text: str) -> str:
    bare = _SIGNS.sub("", text)
    if _THOUSANDS.fullmatch(bare):
        bare = bare.replace(",", "")
    elif _DECIMAL_COMMA.fullmatch(bare):
        bare = bare.replace(",", ".")
    elif bare.startswith("."):
        bare = f"0{bare}"
    bare = bare.rstrip(".") if bare.endswith(".") else bare
    return f"`{bare}`" if bare != text and _is_number(bare) else ""


def _share(text: str) -> str:
    if text.endswith("%"):
        return "" if _is_number(text[:-1].strip()) else _percent(_number(text[:-1].strip()).strip("`"))
    bare = re.sub(r"\s*(per ?cent|percent|pc)$", "", text)
    if not _is_number(bare):
        return ""
    if bare == text and 0 < parse_decimal(bare) < 1:
        whole = format_decimal(parse_decimal(bare) * 100)
        return f"`{bare}%` if you mean less than one in a hundred, `{whole}%` if you mean a fraction of the whole"
    return _percent(bare)


def _percent(bare: str) -> str:
    return f"`{bare}%`" if _is_number(bare) and 0 <= parse_decimal(bare) <= 100 else ""


def _whole(text: str) -> str:
    bare = _number(text).strip("`") or text
    if _is_number(bare) and parse_decimal(bare).denominator == 1 and parse_decimal(bare) >= 0:
        return f"`{parse_decimal(bare).numerator}`" if f"{parse_decimal(bare).numerator}" != text else ""
    return ""


def _day(text: str) -> str:
    long, slashed = _LONG_DAY.fullmatch(text), _SLASHED_DAY.fullmatch(text)
    if long and long[2][:3].lower() in _MONTHS:
        return _iso(int(long[3]), _MONTHS.index(long[2][:3].lower()) + 1, int(long[1]))
    if slashed:
        first, second, year = (int(part) for part in slashed.groups())
        return _iso(year, second, first)
    return ""


def _iso(year: int, month: int, day: int) -> str:
    try:
        return f"`{date(year, month, day).isoformat()}`"
    except ValueError:
        return ""


def _yes_no(text: str) -> str:
    meant = _YES.get(text.lower()) or (text.lower() if text.lower() in ("yes", "no") else "")
    return f"`{meant}`" if meant else ""


def _is_number(text: str) -> bool:
    try:
        parse_decimal(text)
    except ValueError:
        return False
    return True


_HINTS: dict[str, Callable[[str], str]] = {
    "RAS110": _id,
    "RAS111": _number,
    "RAS112": _number,
    "RAS113": _number,
    "RAS114": _number,
    "RAS115": _share,
    "RAS116": _whole,
    "RAS117": _day,
    "RAS118": _yes_no,
}
