"""The page and its pictures: every word escaped, amounts of the engine, nothing from the network, nothing certified."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ras_engine.assessment import Assessment
from ras_engine.audit import Worst, audit
from ras_engine.budget import IndicativeBudget
from ras_engine.edges.audit.baseline import read_baseline
from ras_engine.edges.audit.judged import Judgement, Standing, judged
from ras_engine.edges.audit.same import pair_seen_at, simplest
from ras_engine.edges.audit.shown import shown, shown_pairs
from ras_engine.edges.report.audit import page
from ras_engine.edges.report.audit.curve import Curve, curve
from ras_engine.edges.report.audit.draw import pair_words
from ras_engine.edges.report.audit.groups import group_map
from ras_engine.ruleset import read_ruleset
from ras_engine.score import score
from tests.audit_command.flawed import FILE, report, ruleset
from tests.beginnings import beginning

HERE = Path(__file__).parent


def whole() -> Judgement:
    return judged(report(), ruleset())


def accepted() -> Judgement:
    return judged(report(), ruleset(), baseline=read_baseline((HERE / "baseline.yaml").read_bytes()), on=date(2026, 5, 1))


def drawn(law: str) -> Curve:
    finding = report().finding(law)
    found = curve(finding.witnesses[0], finding.threshold, ruleset(), None)
    assert found is not None
    return found


class Page(HTMLParser):
    """Ids, links to them, and what is fetched."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.add(tag)
        self.ids += [one for one in [found.get("id")] if one]
        self.links += [one[1:] for one in [found.get("href") or ""] if one.startswith("#")]
        self.links += (found.get("aria-labelledby") or "").split()
        self.fetched += [
            one for name in ("src", "href", "srcset", "data") if (one := found.get(name) or "") and not one.startswith("#")
        ]


def read(text: str) -> Page:
    seen = Page()
    seen.feed(text)
    return seen


@pytest.mark.parametrize("judgement", [whole, accepted])
def test_the_page_stands_alone_and_every_link_in_it_leads_somewhere(judgement: object) -> None:
    text = page(judgement()).as_html()  # type: ignore[operator]
    seen = read(text)
    assert seen.fetched == []
    assert not seen.tags & {"script", "link", "iframe", "img", "object"}
    assert len(seen.ids) == len(set(seen.ids))
    assert set(seen.links) <= set(seen.ids)
    assert "url(" not in text
    assert "do not certify that it is fair" in text


def test_every_law_is_in_the_table_and_each_that_does_not_hold_has_its_own_part() -> None:
    text = page(accepted()).as_html()
    assert all(f" {one.title}</th>" in text for one in report().findings)
    for one in accepted().standing(Standing.BROKEN, Standing.ACCEPTED):
        assert f'<h3 id="law-{one.finding.law}">' in text
    assert "The step goes with the October revision." in text
    assert text.count("It is broken by the same pairs as") == len(pair_seen_at(whole())) == 4


def test_no_word_of_a_ruleset_becomes_markup() -> None:
    text = FILE.read_text(encoding="utf-8").replace("says: I manage", "says: \"<script>alert('&')</script>\"")
    odd = read_ruleset(text, file="<b>odd.yaml")
    made = page(judged(audit(odd, laws=["P6"]), odd))
    for shown_text in (made.as_html(), made._repr_html_(), *made.figures().values()):
        assert "<script" not in shown_text
        assert "<b>odd" not in shown_text
    assert "&lt;script&gt;" in made.as_html()


def test_a_notebook_shows_the_same_in_a_box_of_its_own() -> None:
    fragment = page(whole())._repr_html_()
    assert fragment.startswith('<div class="ras-report">')
    assert "<html" not in fragment
    styles = re.search(r"<style>(.*?)</style>", fragment, re.DOTALL)
    assert styles
    rules = [line.lstrip() for line in styles.group(1).splitlines() if "{" in line and not line.lstrip().startswith("@")]
    selectors = [one.strip() for line in rules for one in line.partition("{")[0].split(",")]
    assert len(selectors) > 100
    assert all(
        one.startswith(".ras-report.ras-report.ras-report ") or one == ".ras-report.ras-report.ras-report" for one in selectors
    )


def test_each_picture_is_an_svg_that_stands_alone_and_says_what_it_shows() -> None:
    pictures = page(accepted()).figures()
    assert {"laws", "P1.pair", "P1.curve", "P3.pair", "P5.curve", "P6.pair", "P6.curve", "P20.curve"} <= set(pictures)
    assert "P3.curve" not in pictures
    for text in pictures.values():
        root = ElementTree.fromstring(text)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        title, description = root[0], root[1]
        assert title.tag.endswith("title")
        assert title.text
        assert description.tag.endswith("desc")
        assert description.text
        numbers = [one for element in root.iter() for name, one in element.attrib.items() if name in ("x", "y", "width", "height")]
        assert all(re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", one) for one in numbers)


def test_the_strip_shows_every_law_with_a_sign_and_not_by_colour_alone() -> None:
    text = page(accepted()).figures()["laws"]
    assert all(f">{one.law}</text>" in text for one in report().findings)
    assert "1 accepted" in text
    assert "15 broken" in text


@pytest.mark.parametrize("law", ["P1", "P5", "P6", "P20"])
def test_every_stop_of_a_curve_is_a_real_person_and_the_pair_stands_among_them(law: str) -> None:
    found = drawn(law)
    witness = report().finding(law).witnesses[0]
    assert [one.pence for one in found.ends] == [witness.left.amounts[witness.of], witness.right.amounts[witness.of]]
    for end, side in zip(found.ends, (witness.left, witness.right), strict=True):
        result = score(ruleset(), Assessment.from_dict(dict(side.assessment)))
        assert isinstance(result, IndicativeBudget)
        assert end.need == result.step("measure.total_points")
    lines = {way.label: way for way in found.ways}
    assert set(lines) == {"older people", "learning disability"}
    for way in found.ways:
        assert [one.need for one in way.stops] == sorted(one.need for one in way.stops)
        assert len(way.stops) > 5
    on_a_line = {(stop.need, stop.pence) for way in found.ways for stop in way.stops}
    assert {(one.need, one.pence) for one in found.ends} <= on_a_line


def test_a_tick_stands_only_where_one_step_breaks_the_law() -> None:
    found = drawn("P6")
    most = report().finding("P6").threshold
    assert most is not None
    wide = {
        (one.need + other.need) / 2
        for way in found.ways
        for one, other in pairwise(sorted(way.stops, key=lambda stop: stop.step))
        if other.step == one.step + 1 and abs(other.pence - one.pence) > most
    }
    assert set(found.breaks) == wide
    assert (found.ends[0].need + found.ends[1].need) / 2 in found.breaks
    assert drawn("P5").breaks == ()


def test_two_rulesets_are_two_lines() -> None:
    text = FILE.read_text(encoding="utf-8").replace("starts_at: 0.00, per_point: 6.00", "starts_at: 0.00, per_point: 2.00")
    new = read_ruleset(text, file="new.yaml")
    made = audit(new, against=ruleset(), laws=["P25"])
    found = curve(made.findings[0].witnesses[0], made.findings[0].threshold, new, ruleset())
    assert found is not None
    assert [way.label for way in found.ways] == ["the old ruleset", "the new ruleset"]
    assert [stop.pence for stop in found.ways[0].stops] != [stop.pence for stop in found.ways[1].stops]
    assert "Compared with" in page(judged(made, new, ruleset())).as_html()


def test_the_bars_of_a_pair_are_of_one_scale() -> None:
    words = pair_words(shown(report().finding("P6").witnesses[0], ruleset()), "GBP")
    left, right = words["sides"]
    assert (left["amount"], right["amount"], words["gap"]) == ("£70.00", "£140.00", "+£70.00")
    assert right["tall"] == 2 * left["tall"]


def test_a_pair_shows_its_lines_once_and_its_amounts_in_rows_only() -> None:
    pair = shown(report().finding("P3").witnesses[0], ruleset())
    assert pair.working[1] == (
        "care: £0.00, after carers £0.00",
        "outing_line: £48.00, after carers £4.50",
        "limit reached: minimum",
    )
    assert [row.what for row in pair.amounts][-1] == "planning amount"
    assert pair.gap == -4000


def test_the_map_of_gaps_has_the_high_need_end_first_and_reaches_the_worst_case() -> None:
    found = group_map(ruleset())
    assert found is not None
    assert found.pairs == ("older people and learning disability",)
    assert found.bands == ("24 to under 31", "18 to under 24", "12 to under 18", "6 to under 12", "0 to under 6")
    assert found.high == 2
    assert max(one.pence or 0 for one in found.cells[0]) == (report().finding("P5").worst or Worst(0, 0)).least
    assert [one.shade for one in found.cells[0]] == [4, 4, 4, 4, 4]
    assert 'class="number shade4">\N{MULTIPLICATION X} £120.00</td>' in page(whole()).as_html()


def test_a_gap_that_the_council_allows_is_light_and_none_has_no_shade() -> None:
    text = FILE.read_text(encoding="utf-8").replace("gap: {amount: 5.00", "gap: {amount: 30.00")
    found = group_map(read_ruleset(text.replace("gap_at_high_need: {amount: 5.00", "gap_at_high_need: {amount: 260.00")))
    assert found is not None
    assert [one.shade for one in found.cells[0]] == [1, 1, 2, 2, 1]
    assert [one.pence for one in found.cells[0]] == [12_000, 9_000, 3_000, 3_000, 1_500]


def test_without_groups_or_a_high_need_end_there_is_no_map() -> None:
    text = FILE.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.strip().startswith("high_need:"))
    without = read_ruleset(text.replace(f"{line}\n", "").replace(line, ""))
    assert group_map(without) is None
    assert "Client groups beside each other" not in page(judged(audit(without, laws=["P2"]), without)).as_html()


def test_the_simplest_pair_comes_first_even_where_it_is_also_the_worst() -> None:
    finding = report().finding("P6")
    by_kind = {one.kind: one for one in finding.witnesses}
    assert simplest(finding, ruleset()) is by_kind["simplest"]
    assert shown_pairs(finding, ruleset())[0].title == "The simplest pair"
    without = replace(finding, witnesses=(by_kind["typical"], replace(by_kind["simplest"], kind="worst")))
    assert [pair.title for pair in shown_pairs(without, ruleset())] == [
        "The simplest pair, which is also the one furthest apart",
        "A typical pair",
    ]
    assert simplest(report().finding("P2"), ruleset()) is None


MANY_GROUPS = (
    beginning("example/groups")
    + """\
client_groups: {GROUPS}
questions:
  - id: washing
    kind: levels
    about: need
    ask: Washing?
    levels:
      - {id: none, says: I manage, points: 0}
      - {id: some, says: "Somebody helps me to wash, on some days of the week", points: 3}
      - {id: all, says: "Somebody washes me, whatever day of the week it is", points: 9}
measures:
  - {id: total, kind: sum, of: [washing]}
budget_lines:
  - {id: care, kind: price_per_point, of: total, by_client_group: {PRICES}, why: "Costs."}
contingency: {kind: none, why: "An example."}
audit:
  largest_group_gap: {amount: 5.00, why: "For the test.", decided_on: 2026-01-05}
  largest_step: {amount: 50.00, why: "For the test.", decided_on: 2026-01-05}
  high_need: {measure: total, at_least: 5, why: "For the test."}
"""
)


def many_groups(number: int) -> Judgement:
    """As many groups, each a pound a point dearer than the one before."""
    groups = ", ".join(f"group_{place}: {{}}" for place in range(number))
    prices = ", ".join(f"group_{place}: {10 + place}" for place in range(number))
    made = read_ruleset(MANY_GROUPS.replace("GROUPS", groups).replace("PRICES", prices), file="groups.yaml")
    return judged(audit(made, laws=["P3", "P5", "P6"]), made)


def test_of_many_groups_the_pairs_that_are_furthest_apart_are_in_the_map_and_the_rest_are_counted() -> None:
    judgement = many_groups(12)
    found = group_map(judgement.ruleset)
    assert found is not None
    assert (len(found.pairs), found.left_out) == (28, 12 * 11 // 2 - 28)
    assert found.pairs[0] == "group 0 and group 11"
    widest = [max(one.pence or 0 for one in row) for row in found.cells]
    assert widest == sorted(widest, reverse=True)
    assert widest[0] == 11 * 9 * 100
    assert "the widest first; 38 are not." in page(judgement).as_html()
    assert "are not." not in page(many_groups(8)).as_html()


def test_groups_that_a_curve_does_not_draw_are_counted_in_it() -> None:
    assert ">6 other groups are not drawn<" in page(many_groups(12)).figures()["P6.curve"]
    assert "not drawn" not in page(many_groups(6)).figures()["P6.curve"]


def test_long_words_of_an_answer_stay_within_their_box() -> None:
    """A letter in bold is at most eight wide on average, of a box of 180."""
    judgement = many_groups(2)
    pair = shown_pairs(judgement.report.finding("P6"), judgement.ruleset)[0]
    lines = [line for side in pair_words(pair, "GBP")["sides"] for line, small in side["lines"] if not small]
    assert len(lines) > 3
    assert all(len(line) * 8 <= 180 for line in lines)


def test_a_law_that_is_not_applicable_covers_nobody_in_the_table() -> None:
    html = page(many_groups(2)).as_html()
    assert re.findall(r'data-of="Covers">([^<]*)<', html) == ["", "all", "all"]
