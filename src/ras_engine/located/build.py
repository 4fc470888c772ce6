"""YAML events to plain data with marks. Nothing is resolved: every scalar is the text that was written.

The events come one at a time from the parser, so that a text that is nested without end is refused before anything is built. What
the language does not allow is reported and stepped over; only depth and a second document stop the walk.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from yaml import events

from ras_engine.located.found import Found
from ras_engine.located.located import Data, Mark, Path, Style
from ras_engine.located.refusals import check_key, check_node, check_not_cut_off, check_value, end_of, place_of, start_of

MOST_DEEP = 40
_STYLES: dict[str, Style] = {"'": "single", '"': "double", "|": "literal", ">": "folded"}


@dataclass(slots=True)
class _Open:
    """A section or a list whose end has not come yet.

    `own_key` is the event of the key that this value stands under; `as_key` says that it stands where a key should. In a section,
    `key` is the key whose value comes next, with its event in `key_event`.
    """

    data: dict[str, Data] | list[Data]
    path: Path
    start: events.CollectionStartEvent
    own_key: events.Event | None
    as_key: bool
    key: str | None = None
    key_event: events.Event | None = None
    first_uses: dict[str, events.Event] = field(default_factory=dict)
    end: int = 0

    @property
    def wants_key(self) -> bool:
        return isinstance(self.data, dict) and self.key is None


class Builder:
    """Takes the events of one text. `data` and `marks` can be used where nothing was found to be wrong."""

    def __init__(self, text: str, found: Found) -> None:
        self.data: Data = None
        self.marks: dict[Path, Mark] = {}
        self._text = text
        self._found = found
        self._open: list[_Open] = []
        self._documents = 0

    def take_all(self, stream: Iterable[events.Event]) -> None:
        """Every event until the text ends, the second document begins, or the depth is too great."""
        for event in stream:
            if isinstance(event, events.DocumentStartEvent) and not self._document(event):
                return
            if isinstance(event, events.NodeEvent) and not self._node(event):
                return
            if isinstance(event, events.CollectionEndEvent):
                self._close(event)

    def _document(self, event: events.DocumentStartEvent) -> bool:
        self._documents += 1
        if self._documents > 1:
            self._found.add("RAS021", place_of(event, self._found))
            return False
        if event.version or event.tags:
            self._found.add("RAS022", place_of(event, self._found))
        return True

    def _node(self, event: events.NodeEvent) -> bool:
        """One key or value. Says whether the walk goes on."""
        around = self._open[-1] if self._open else None
        as_key = around is not None and around.wants_key
        check_node(event, self._text, self._found)
        if around is not None and as_key:
            name = check_key(event, self._text, around.first_uses, around.path, self._found)
            if not isinstance(event, events.CollectionStartEvent):
                around.key, around.key_event = name, event
                return True
        own_key = around.key_event if around else None
        path = _path_of_next(around)
        if isinstance(event, events.CollectionStartEvent):
            return self._open_up(_Open(_empty(event), path, event, own_key, as_key))
        value = check_value(event, around.start if around and around.as_key else own_key, path, self._found)
        self._put(value)
        style = _STYLES.get(getattr(event, "style", None) or "", "plain")
        end = self._end_of(event, style)
        if style == "plain":
            check_not_cut_off(event, self._text, end, self._found)
        self._mark(path, event, own_key, end, style)
        return True

    def _open_up(self, opened: _Open) -> bool:
        if len(self._open) == MOST_DEEP:
            self._found.add("RAS011", place_of(opened.start, self._found), most=MOST_DEEP)
            return False
        if not opened.as_key:
            self._put(opened.data)
        self._open.append(opened)
        return True

    def _close(self, event: events.CollectionEndEvent) -> None:
        closed = self._open.pop()
        end = end_of(event).index if closed.start.flow_style else max(closed.end, start_of(closed.start).index)
        self._mark(closed.path, closed.start, closed.own_key, end, "mapping" if isinstance(closed.data, dict) else "list")
        if closed.as_key:
            self._open[-1].key, self._open[-1].key_event = "", closed.start

    def _put(self, value: Data) -> None:
        """Gives the value to the section or list around it. Of a key that stands twice the first stays."""
        if not self._open:
            self.data = value
            return
        around = self._open[-1]
        if isinstance(around.data, list):
            around.data.append(value)
            return
        around.data.setdefault(around.key or "", value)
        around.key = None

    def _end_of(self, event: events.NodeEvent, style: Style) -> int:
        """Where the value ends. The blank lines after a text of several lines do not belong to it."""
        start, end = start_of(event).index, end_of(event).index
        return start + len(self._text[start:end].rstrip(" \t\r\n")) if style in ("literal", "folded") else end

    def _mark(self, path: Path, event: events.NodeEvent, key: events.Event | None, end: int, style: Style) -> None:
        key_line, key_column = (start_of(key).line + 1, start_of(key).column + 1) if key else (0, 0)
        start = start_of(event)
        self.marks.setdefault(path, Mark(start.line + 1, start.column + 1, key_line, key_column, start.index, end, style))
        if self._open:
            self._open[-1].end = end


def _path_of_next(around: _Open | None) -> Path:
    if around is None:
        return ()
    step = len(around.data) if isinstance(around.data, list) else around.key or ""
    return (*around.path, step)


def _empty(event: events.CollectionStartEvent) -> dict[str, Data] | list[Data]:
    return {} if isinstance(event, events.MappingStartEvent) else []
