"""Rules of the house that a reader of one file cannot see kept: no floats, no clock, no private doors, small files."""

from __future__ import annotations

import ast

from tests.architecture.source import called, modules, nodes

MOST_LINES = 350
MOST_LINES_OF_A_FUNCTION = 45

# Where a float may stand, each with its reason. Never between an answer and a penny.
FLOATS_ALLOWED: dict[str, str] = {
    "ras_engine/errors/nearest.py": "how alike two names are; no amount is in sight",
    "ras_engine/equity/": "statistics of a caseload: means, intervals and p-values, from which nobody's amount is ever made",
    "ras_engine/edges/report/": "where marks stand on a picture, and how statistics are written; no amount is in sight",
}

# The clock may be read only where the hour is what is asked for, never to choose a rule.
CLOCK_ALLOWED: dict[str, str] = {}

CLOCK = {"date.today", "datetime.now", "datetime.utcnow", "datetime.today", "time.time", "time.localtime", "time.gmtime"}
FLOAT_CALLS = {"float", "np.float64", "np.float32", "numpy.float64", "math.fsum", "Fraction.from_float", "Decimal.from_float"}
FILE_CALLS = {"open", "io.open", "os.open"}
FILE_METHODS = ("read_text", "read_bytes", "write_text", "write_bytes", "open")
NO_FILES = ("errors/", "exact.py", "located", "assessment", "budget", "plan/", "ruleset", "score/", "explain/statement")


def is_float(node: ast.AST) -> bool:
    return called(node) in FLOAT_CALLS or (isinstance(node, ast.Constant) and type(node.value) is float)


def allowed(name: str) -> bool:
    """Whether a module, or the package that it is in (a name that ends with "/"), may hold floats."""
    return any(name == one or (one.endswith("/") and name.startswith(one)) for one in FLOATS_ALLOWED)


def test_no_float_is_made_anywhere_in_the_source() -> None:
    found = [f"{name}:{getattr(node, 'lineno', 0)}" for name, node in nodes() if is_float(node) and not allowed(name)]
    assert found == []


def test_every_place_where_a_float_is_allowed_exists_and_says_why() -> None:
    names = {name for name, _ in modules()}
    assert all(any(name.startswith(allowed) for name in names) for allowed in FLOATS_ALLOWED)
    assert all(FLOATS_ALLOWED.values())


def test_the_clock_is_never_read() -> None:
    found = [
        f"{name}:{getattr(node, 'lineno', 0)}" for name, node in nodes() if called(node) in CLOCK and name not in CLOCK_ALLOWED
    ]
    assert found == []


def test_reading_text_and_working_out_money_open_no_files() -> None:
    found = []
    for name, node in nodes():
        inside = name.removeprefix("ras_engine/")
        opens = called(node) in FILE_CALLS or called(node).rpartition(".")[2] in FILE_METHODS
        if opens and inside.startswith(NO_FILES):
            found.append(f"{name}:{getattr(node, 'lineno', 0)}")
    assert found == []


def test_no_module_takes_a_private_name_from_another() -> None:
    found = [
        f"{name}:{node.lineno}: {alias.name}"
        for name, node in nodes()
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ras_engine")
        for alias in node.names
        if alias.name.startswith("_")
    ]
    assert found == []


def test_every_module_begins_by_saying_what_it_receives_and_guarantees() -> None:
    silent = [name for name, text in modules() if text.strip() and not ast.get_docstring(ast.parse(text))]
    assert silent == []


def test_no_module_grows_past_what_can_be_read_at_a_sitting() -> None:
    long = {name: len(text.splitlines()) for name, text in modules() if len(text.splitlines()) > MOST_LINES}
    assert long == {}


def test_no_function_grows_past_a_screen() -> None:
    """What a function does is counted; its docstring, and a command's options in its signature, are read another way."""
    long = []
    for name, node in nodes():
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
            if lines > MOST_LINES_OF_A_FUNCTION:
                long.append(f"{name}:{node.lineno} {node.name}: {lines} lines")
    assert long == []
