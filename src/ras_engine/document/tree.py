"""The located data as a tree that broken parts can be taken out of, while every part that stays keeps its place in the file.

Receives plain data; hands out plain data again, and turns the places of the validator and of the finished document into paths of
the file. Broken parts are taken out so that the rest can still be checked: an author sees every problem at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from ras_engine.located import Path

Node: TypeAlias = "str | bool | Listed | dict[str, Node] | None"
Step: TypeAlias = str | int


@dataclass(slots=True)
class Listed:
    """A list whose items remember at which position of the file they stand."""

    items: list[tuple[int, Node]]


def grown(data: object) -> Node:
    """The tree of some plain data."""
    if isinstance(data, dict):
        return {key: grown(value) for key, value in data.items()}
    if isinstance(data, list):
        return Listed([(position, grown(item)) for position, item in enumerate(data)])
    return data if isinstance(data, str | bool) else None


def plain(node: Node) -> object:
    """The data of a tree, closed up where something was taken out."""
    if isinstance(node, dict):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, Listed):
        return [plain(item) for _, item in node.items]
    return node


def _says(node: Node, value: object) -> bool:
    """Whether a tree holds just this data."""
    if isinstance(node, dict):
        return isinstance(value, dict) and node.keys() == value.keys() and all(_says(node[key], value[key]) for key in node)
    if isinstance(node, Listed):
        items = value if isinstance(value, list) and len(value) == len(node.items) else ()
        return (
            isinstance(value, list) and len(items) == len(node.items) and all(map(_says, (item for _, item in node.items), items))
        )
    return node == value


def words_in(node: Node) -> Iterator[str]:
    """Every key and every single value in a part of the tree: whatever it may have named."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield key
            yield from words_in(value)
    elif isinstance(node, Listed):
        for _, item in node.items:
            yield from words_in(item)
    elif isinstance(node, str):
        yield node


def ids_in(node: Node) -> Iterator[str]:
    """Every `id` in a part of the tree."""
    if isinstance(node, dict):
        name = node.get("id")
        if isinstance(name, str):
            yield name
        for value in node.values():
            yield from ids_in(value)
    elif isinstance(node, Listed):
        for _, item in node.items:
            yield from ids_in(item)


class Tree:
    """The data of one ruleset. Paths are those of the file, whatever has been taken out."""

    def __init__(self, data: object) -> None:
        self.root = grown(data)

    def plain(self) -> object:
        """The data as it is now."""
        return plain(self.root)

    def get(self, path: Path) -> Node:
        """What stands at a path of the file; None where nothing does."""
        node: Node = self.root
        for step in path:
            if isinstance(node, Listed):
                node = next((item for position, item in node.items if position == step), None)
            elif isinstance(node, dict) and isinstance(step, str):
                node = node.get(step)
            else:
                return None
        return node

    def put(self, path: Path, value: object) -> None:
        """Put something else in the place of a value, or under a new key."""
        around, step = self.get(path[:-1]), path[-1]
        if isinstance(around, dict) and isinstance(step, str):
            around[step] = grown(value)
        elif isinstance(around, Listed):
            around.items = [(at, grown(value) if at == step else item) for at, item in around.items]

    def drop(self, path: Path) -> None:
        """Take a value out with its key, or an item out of its list."""
        around, step = self.get(path[:-1]), path[-1]
        if isinstance(around, dict) and isinstance(step, str):
            around.pop(step, None)
        elif isinstance(around, Listed):
            around.items = [(at, item) for at, item in around.items if at != step]

    def original(self, path: Path) -> Path:
        """The path in the file of a path in the finished document; it ends where the file says no more."""
        found, node = [], self.root
        for step in path:
            known = _child(node, step)
            if known is None:
                break
            found.append(known[0])
            node = known[1]
        return tuple(found)

    def follow(self, steps: tuple[Step, ...], value: object, missing: str | None = None) -> Path:
        """The path in the file of a place named by the validator, which mixes keys with the names of kinds.

        `value` is what the validator looked at; `missing` is a key that it did not find in the section that is meant. Of all ways
        to read the steps, the one counts that ends at that value, then the one that uses the last step, then the one that uses
        most.
        """
        memory: dict[tuple[int, int], tuple[tuple[bool, bool, int], Path]] = {}

        def best(node: Node, at: int, used: bool) -> tuple[tuple[bool, bool, int], Path]:
            if at == len(steps):
                fits = isinstance(node, dict) and missing not in node if missing else _says(node, value)
                return (fits, used, 0), ()
            if (id(node), at) not in memory:
                ways = [best(node, at + 1, False)]
                known = _child(node, steps[at])
                if known is not None:
                    (fits, last, count), path = best(known[1], at + 1, True)
                    ways.append(((fits, last, count + 1), (known[0], *path)))
                memory[id(node), at] = max(ways, key=lambda way: way[0])
            return memory[id(node), at]

        return best(self.root, 0, True)[1]


def _child(node: Node, step: Step) -> tuple[Step, Node] | None:
    """What lies one step further, with the step as the file counts it."""
    if isinstance(node, dict) and isinstance(step, str) and step in node:
        return step, node[step]
    if isinstance(node, Listed) and isinstance(step, int) and 0 <= step < len(node.items):
        return node.items[step]
    return None
