"""The page as HTML and the pictures as SVG: well formed, with headings, landmarks, table heads and words for pictures."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from ras_engine.edges.report.equity import report
from ras_engine.equity import EquityFrame, Verdict
from tests.unit.edges.report.frames import harmed, scored, with_small_cells

VOID = {"meta", "br", "link", "img", "hr", "input"}
FRAMES = pytest.mark.parametrize("frame", [harmed, with_small_cells, scored], ids=lambda one: one.__name__)
Frame = Callable[[], EquityFrame]
NASTY = '<script>alert(1)</script> & "x"'


class Page(HTMLParser):
    """Every element of a page with its attributes, and whether all were closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.mistakes: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.mistakes.append(f"</{tag}> at {self.getpos()}")

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@FRAMES
def test_every_element_is_closed_where_it_was_opened(frame: Frame) -> None:
    page = Page(report(frame()).as_html())
    assert page.mistakes == []
    assert page.open == []


@FRAMES
def test_there_is_one_main_heading_and_no_level_is_left_out(frame: Frame) -> None:
    page = Page(report(frame()).as_html())
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@FRAMES
def test_the_landmarks_are_there_and_named(frame: Frame) -> None:
    page = Page(report(frame()).as_html())
    assert [len(page.all(tag)) for tag in ("header", "main", "footer", "nav")] == [1, 1, 1, 1]
    assert page.all("html")[0]["lang"] == "en-GB"
    assert len(page.all("title")) == 1 + len(page.all("svg"))
    regions = [one["aria-label"] for one in page.all("div") if one.get("role") == "region"]
    assert len(regions) == len(set(regions))
    assert all(one["tabindex"] == "0" for one in page.all("div") if one.get("role") == "region")


@FRAMES
def test_every_table_has_a_caption_and_every_heading_cell_its_scope(frame: Frame) -> None:
    page = Page(report(frame()).as_html())
    assert len(page.all("table")) == len(page.all("caption")) == len(page.all("thead")) > 0
    assert {one.get("scope") for one in page.all("th")} == {"row", "col"}


@FRAMES
def test_every_name_is_given_once_and_every_reference_has_its_name(frame: Frame) -> None:
    page = Page(report(frame()).as_html())
    names = [one["id"] for _, one in page.elements if "id" in one]
    assert len(names) == len(set(names))
    wanted = [part for _, one in page.elements for part in (one.get("aria-labelledby") or "").split()]
    wanted += [str(one["href"])[1:] for one in page.all("a")]
    assert set(wanted) <= set(names)


@FRAMES
def test_the_page_needs_no_network_and_no_script(frame: Frame) -> None:
    text = report(frame()).as_html()
    page = Page(text)
    assert not [tag for tag, _ in page.elements if tag in ("script", "link", "img", "iframe", "object", "form")]
    assert "http" not in text
    assert "url(" not in text
    assert "@import" not in text
    assert not [name for _, one in page.elements for name in one if name.startswith("on")]


@FRAMES
def test_every_picture_has_words_and_stands_alone(frame: Frame) -> None:
    made = report(frame())
    for name, svg in made.figures().items():
        root = ET.fromstring(svg)
        space = "{http://www.w3.org/2000/svg}"
        assert root.tag == f"{space}svg"
        assert root.get("role") == "img"
        title, description = root.find(f"{space}title"), root.find(f"{space}desc")
        assert title is not None
        assert description is not None
        assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        assert len(description.text or "") > len(title.text or "") > 10, name
        assert "href" not in svg


@FRAMES
def test_no_mark_stands_outside_its_picture(frame: Frame) -> None:
    for svg in report(frame()).figures().values():
        root = ET.fromstring(svg)
        left, top, wide, high = map(float, (root.get("viewBox") or "").split())
        for one in root.iter():
            x, y = (one.get("cx") or one.get("x")), (one.get("cy") or one.get("y"))
            assert x is None or left <= float(x) <= left + wide
            assert y is None or top <= float(y) <= top + high


def test_marks_of_disparities_differ_in_shape_and_not_only_in_colour() -> None:
    svg = report(harmed()).figures()["client_group.high_need_gaps"]
    shapes = {ink: re.findall(rf'<(\w+) [^>]*(?:fill|stroke)="{ink}"[^>]*/>', svg) for ink in ("#9a3412", "#14663f", "#55555b")}
    gaps = harmed().difference("adequacy", band=harmed().top_band).values()
    disparities = sum(one.verdict is Verdict.DISPARITY for one in gaps)
    assert disparities
    assert len(re.findall(r'l7 7l-7 7l-7 -7z" fill="#9a3412"', svg)) == 1 + disparities  # one more stands in the key
    assert "circle" not in shapes["#9a3412"]
    assert set(shapes["#14663f"]) | set(shapes["#55555b"]) <= {"circle", "path"}


def test_words_from_outside_stay_words() -> None:
    made = report(with_small_cells(("mental health", NASTY)), title=NASTY, reasons={})
    assert "<script" not in made.as_html()
    assert "&lt;script&gt;alert(1)" in made.as_html()
    assert "<script" not in made.as_markdown()
    assert all("<script" not in svg for svg in made.figures().values())


def test_a_notebook_gets_the_same_content_in_a_box_of_its_own() -> None:
    made = report(harmed())
    fragment = Page(made._repr_html_())
    assert fragment.mistakes == []
    assert fragment.elements[0] == ("div", {"class": "ras-report"})
    assert not fragment.all("html")
    style = made._repr_html_().split("<style>")[1].split("</style>")[0]
    rules = [line for line in style.splitlines() if "{" in line and not line.lstrip().startswith("@")]
    assert all(line.lstrip().startswith(".ras-report") for line in rules)
    assert len(fragment.all("svg")) == len(made.figures())


@pytest.mark.parametrize("name", ["jinja2"])
def test_a_missing_library_is_a_sentence(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from ras_engine.edges.report import templating

    templating._environment.cache_clear()
    monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ModuleNotFoundError, match=r'pip install "ras-engine\[report\]"'):
        report(harmed()).as_html()
    assert report(harmed()).as_markdown()
