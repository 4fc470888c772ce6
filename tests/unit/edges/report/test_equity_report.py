"""What the equity report says, in every form: the worst first, counts everywhere, nothing withheld, nothing promised."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import jsonschema  # type: ignore[import-untyped]
import pytest

from ras_engine.edges.report.equity import EquityReport, report, report_schema
from ras_engine.edges.report.equity.gaps import HIGH_NEED
from ras_engine.equity import EquityFrame, Finding, Margin, Verdict, Withheld
from tests.unit.edges.people import example
from tests.unit.edges.report.frames import harmed, scored, with_small_cells

WITHHELD = "withheld (small numbers)"
OLDER_AT_THE_TOP = "client_group/older people/high-need end"
FRAMES = (harmed, with_small_cells, scored)


def texts(made: EquityReport) -> dict[str, str]:
    return {"html": made.as_html(), "markdown": made.as_markdown(), "json": made.as_json(), **made.figures()}


def test_the_planted_harm_is_in_the_opening_sentences() -> None:
    first, second, *_ = report(harmed()).opening
    assert re.match(r"Of \d+ gaps between groups, \d+ are shown to be disparities", first)
    assert "older people" in second
    assert "lower" in second
    assert "people)" in second


def test_the_high_need_end_comes_before_everything_else() -> None:
    made = report(harmed())
    assert made.sections[0].id == "high-need"
    assert made.sections[0].places[0].key == OLDER_AT_THE_TOP
    assert next(iter(made.figures())) == "client_group.high_need_gaps"


@pytest.mark.parametrize("frame", FRAMES, ids=lambda one: one.__name__)
def test_every_gap_stands_once_and_has_room_for_reasons(frame: object) -> None:
    made = report(frame())  # type: ignore[operator]
    shown = [place.key for section in made.sections for place in (*section.places, *section.listed)]
    assert sorted(shown) == sorted(place.key for place in made.gaps)
    assert sum(len(place.findings) for place in made.gaps) == len(made.frame.findings)
    page = made.as_html()
    assert all(f"{key}</i>" in page or f'<span class="key">{key}</span>' in page for key in shown)


def test_the_councils_reasons_stand_beside_their_gap_in_every_form() -> None:
    why = "Cabinet decided on 3 March to remove the cap."
    made = report(harmed(), reasons={OLDER_AT_THE_TOP: why})
    assert why in made.as_html()
    assert why in made.as_markdown()
    assert [gap["key"] for gap in made.as_dict()["gaps"] if gap["reason"] == why] == [OLDER_AT_THE_TOP]


def test_a_reason_without_its_gap_is_refused_and_not_lost() -> None:
    with pytest.raises(ValueError, match="no gap for the reasons of: client_group/nobody"):
        report(harmed(), reasons={"client_group/nobody": "because"})


@pytest.mark.parametrize("frame", FRAMES, ids=lambda one: one.__name__)
def test_the_same_frame_gives_the_same_report(frame: object) -> None:
    assert texts(report(frame())) == texts(report(frame()))  # type: ignore[operator]


def test_what_is_withheld_is_said_to_be_withheld() -> None:
    made = report(with_small_cells())
    hidden = [one for one in made.frame.figures if one.withheld is Withheld.SMALL_NUMBERS]
    assert hidden
    assert WITHHELD in made.as_html()
    assert WITHHELD in made.as_markdown()
    assert WITHHELD in made.figures()["by_band"]
    rows = [row for section in made.sections for table in section.tables for row in table.rows]
    for one in hidden:
        if one.name == "adequacy" and one.control == "all":
            where = "All bands" if one.band == "all" else one.band
            group = "Everybody" if one.group == "all" else one.group[0].upper() + one.group[1:]
            assert (where, group, *[WITHHELD] * 5) in rows


def test_no_margin_is_said_to_mean_that_nothing_can_be_equitable() -> None:
    assert any("has not decided how large a gap it still calls equal" in one for one in report(with_small_cells()).opening)
    assert not any("has not decided" in one for one in report(harmed()).opening)


def test_no_disparity_for_want_of_data_is_never_told_as_good_news() -> None:
    quiet = without_disparities(harmed())
    second = report(quiet).opening[1]
    assert "for want of data, and does not mean that there is none" in second


def without_disparities(frame: EquityFrame) -> EquityFrame:
    def calm(finding: Finding) -> Finding:
        unclear = finding.verdict is Verdict.DISPARITY
        return replace(finding, verdict=Verdict.NOT_ENOUGH_DATA) if unclear else finding

    return replace(frame, findings=tuple(map(calm, frame.findings)))


@pytest.mark.parametrize("frame", FRAMES, ids=lambda one: one.__name__)
def test_nothing_is_called_fair(frame: object) -> None:
    made = report(frame(), ruleset=example())  # type: ignore[operator]
    allowed = re.compile(r"(do not|does not|never) certif\w+ (that )?\w+ \w+ (is|are) fair")
    for text in (made.as_html(), made.as_markdown(), made.as_json()):
        assert not re.search(r"\b(un)?fair|\bbias-free|\bunbiased|\bnon-discriminat", allowed.sub("", text), re.IGNORECASE)


@pytest.mark.parametrize("frame", FRAMES, ids=lambda one: one.__name__)
def test_pitfalls_are_named_in_every_form(frame: object) -> None:
    made = report(frame())  # type: ignore[operator]
    for pitfall in made.frame.pitfalls:
        assert pitfall.split("'")[0][:40] in made.as_html()
        assert pitfall.split("(")[0][:40] in made.as_markdown()
        assert pitfall in made.as_dict()["equity"]["pitfalls"]


@pytest.mark.parametrize("frame", FRAMES, ids=lambda one: one.__name__)
def test_the_data_keep_to_their_schema(frame: object) -> None:
    schema = report_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(report(frame(), ruleset=example()).as_json()))  # type: ignore[operator]


def test_every_figure_in_a_table_has_its_count() -> None:
    for frame in FRAMES:
        for section in report(frame()).sections:
            for table in section.tables:
                if section.id not in ("how", "people") and not table.caption.startswith("Laws"):
                    assert any(column.startswith("People") for column in table.columns), table.caption


def test_a_ruleset_gives_its_titles_and_its_digest() -> None:
    made = report(scored(), ruleset=example())
    page = made.as_html()
    assert "People with a learning disability" in page
    assert "learning_disability" not in re.sub(r"client_group/\w+/[\w -]+", "", page)
    assert example().digest in page
    assert "Washing, dressing and using the toilet" in made.figures()["made_of"]


def test_another_margin_changes_what_is_drawn() -> None:
    frame = replace(harmed(), settings=replace(harmed().settings, margin=Margin(share=0.5)))
    assert "50 points either way" in report(frame).figures()["client_group.high_need_gaps"]
    assert "3 points either way" in report(harmed()).figures()["client_group.high_need_gaps"]


def test_the_first_place_at_the_high_need_end_is_the_worst_off() -> None:
    places = next(one for one in report(harmed()).sections if one.id == "high-need").places
    assert {one.topic for one in places} == {HIGH_NEED}
    values = [one.findings[0].estimate.value for one in places if one.verdict is Verdict.DISPARITY and one.findings[0].estimate]
    assert values[0] == min(values)
