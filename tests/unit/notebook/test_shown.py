"""Results in a notebook: the figures are those of the summary, nothing is fetched, and small numbers are not drawn."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from ras_engine import score, score_file
from ras_engine.budget import OutOfModel
from ras_engine.edges.files import Caseload
from ras_engine.edges.files.csv_write import write_caseload
from ras_engine.edges.notebook.histogram import histograms
from ras_engine.edges.summary import summary_of
from ras_engine.errors import RasError
from ras_engine.exact import Money
from ras_engine.score.many import BudgetBatch, score_batch
from ras_engine.shown import in_notebook
from tests.unit.edges.people import example, made_up


@cache
def batch() -> BudgetBatch:
    return score_batch(made_up(), example())


@cache
def drawn() -> str:
    html = batch()._repr_html_()
    assert html is not None
    return html


def test_a_caseload_shows_its_counts_totals_and_first_problems() -> None:
    summary = summary_of(batch(), {row: batch().problems(row) for row in batch().bad_rows.tolist()})
    for count in summary.counts.values():
        assert f'<td class="number">{count:,}</td>' in drawn()
    for name in ("carer_neutral_amount", "indicative_budget", "planning_amount"):
        assert str(Money(summary.totals[name], example().plan.currency)) in drawn()
    assert all(one.code in drawn() and f"row {one.first_row:,}" in drawn() for one in summary.problems)


def test_nothing_is_fetched_and_no_script_is_needed() -> None:
    assert re.findall(r"https?:|//|<script|<link|<img|@import|url\(", drawn()) == []


def test_the_picture_is_well_formed_and_says_what_it_shows() -> None:
    picture = re.search(r"<svg.*?</svg>", drawn(), re.DOTALL)
    assert picture is not None
    tree = ElementTree.fromstring(picture[0])
    assert tree.get("role") == "img"
    named = [tree.find(f"*[@id='{name}']") for name in (tree.get("aria-labelledby") or "").split()]
    assert [one is not None and bool(one.text) for one in named] == [True, True]
    assert "as a table" in drawn()
    titles = [group.title.in_language() for group in (example().document.client_groups or {}).values() if group.title]
    assert all(drawn().count(title) >= 2 for title in titles)


def test_the_bars_are_the_people_of_each_group() -> None:
    amounts = np.repeat(np.array([1_000, 30_000, 61_000]), [40, 25, 12])
    found = histograms([("A", "", amounts)], "a week", "£")
    assert found is not None
    said = [int(bar.says.rpartition(": ")[2].split()[0]) for bar in found.strips[0].bars]
    assert said == [40, 25, 12]
    heights = [bar.high for bar in found.strips[0].bars]
    assert heights == sorted(heights, reverse=True)


def test_small_groups_are_not_drawn_and_small_bars_are_all_drawn_alike() -> None:
    many = np.repeat(np.array([1_000, 30_000, 61_000]), [40, 9, 1])
    found = histograms([("A", "", many), ("B", "half at most £5.00", many[:9])], "a week", "£")
    assert found is not None
    large, small = found.strips
    assert [bar.few for bar in large.bars] == [False, True, True]
    assert large.bars[1].high == large.bars[2].high
    assert all("fewer than 10 people" in bar.says for bar in large.bars[1:])
    assert (small.bars, small.shown) == ((), "fewer than 10 people, not drawn")
    assert histograms([("B", "", many[:9])], "a week", "£") is None
    assert histograms([], "a week", "£") is None


@pytest.mark.parametrize("most", [0, 99, 100, 123_456, 99_999_999])
def test_every_amount_has_a_bar_inside_the_picture(most: int) -> None:
    found = histograms([("A", "", np.full(10, most))], "a week", "£")
    assert found is not None
    (bar,) = found.strips[0].bars
    assert 10 <= bar.left <= bar.left + bar.wide <= 390


def test_words_of_a_caseload_are_escaped() -> None:
    people = Caseload({**made_up(), "getting_out": ["<b>x</b>"] * made_up().rows})
    html = score_batch(people, example())._repr_html_()
    assert html is not None
    assert "<b>" not in html


def test_a_caseload_of_nobody_is_shown_too() -> None:
    nobody = score_batch({name: [] for name in made_up()}, example())
    assert "0 people" in (nobody._repr_html_() or "")


def test_one_person_shows_the_money_in_its_order_and_none_of_the_answers() -> None:
    row = int(np.flatnonzero(batch().status == 0)[0])
    result = score(example(), batch().assessment(row))
    html = result._repr_html_()
    assert html is not None
    assert f"Indicative budget {result.indicative_budget} a week" in html
    assert str(result.planning_amount) in html
    assert "client_group" not in html


def test_a_person_whom_the_ruleset_does_not_fit_shows_no_amount() -> None:
    people = score_batch(made_up(3_000), example())
    result = people.explain(int(np.flatnonzero(people.status == 1)[0]))
    assert isinstance(result, OutOfModel)
    html = result._repr_html_() or ""
    assert "people must look" in html
    assert "£" not in html


def test_a_file_that_was_scored_shows_the_same_figures(tmp_path: Path) -> None:
    write_caseload(tmp_path / "people.csv", made_up())
    html = score_file(tmp_path / "people.csv", example(), tmp_path / "b.csv")._repr_html_() or ""
    assert "400 people" in html
    assert "line " in html


def test_what_is_no_result_is_not_drawn() -> None:
    with pytest.raises(TypeError):
        in_notebook(RasError([]))


def test_without_jinja_a_notebook_shows_the_plain_text(tmp_path: Path) -> None:
    program = """
import sys
sys.modules["jinja2"] = None
from ras_engine.score.many import score_batch
from tests.unit.files.small import small
people = {"baseline": "no_unpaid_support", "washing": ["all"], "in_crisis": ["no"]}
assert score_batch(people, small())._repr_html_() is None
"""
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[3])


def test_totals_say_of_how_many_people_they_are_and_are_left_out_where_nobody_has_an_amount() -> None:
    assert f"of the {batch().counts['amount']:,} with an amount" in drawn()
    spoilt = {**made_up(), "baseline": "with_carer"}
    nobody = score_batch(spoilt, example())._repr_html_()
    assert nobody is not None
    assert "Totals" not in nobody
    assert f'<td class="number">{len(batch()):,}</td>' in nobody


def test_one_person_is_a_person() -> None:
    one = score_batch({name: list(cells)[:1] for name, cells in made_up().items()}, example())._repr_html_()
    assert one is not None
    assert ">1 person, worked out" in one


def test_what_is_written_below_the_picture_fits_its_width() -> None:
    below = re.findall(r'<text x="10" y="\d+" font-size="10.5" fill="#3d3d3d">(A .*?)</text>', drawn())
    assert len(below) == 2
    assert max(len(line) for line in below) * 10.5 * 0.62 <= 390  # a wide letter is about 0.62 of its height
