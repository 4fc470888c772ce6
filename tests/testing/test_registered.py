"""What Hypothesis knows without being told, and what importing the library leaves alone."""

from __future__ import annotations

import json
import subprocess
import sys

from tests.testing.drawn import SAMPLE


def printed(program: str) -> str:
    """What a fresh interpreter prints."""
    answer = subprocess.run([sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


def test_importing_the_library_and_its_tests_package_imports_no_hypothesis() -> None:
    program = "import json, sys, ras_engine, ras_engine.testing; print(json.dumps(sorted(sys.modules)))"
    loaded = json.loads(printed(program))
    assert "ras_engine.testing" in loaded
    assert {name.partition(".")[0] for name in loaded}.isdisjoint({"hypothesis", "pytest", "numpy", "pydantic", "yaml"})


def test_the_strategies_without_hypothesis_say_what_to_install() -> None:
    program = (
        "import sys; sys.modules['hypothesis'] = None\n"
        "try:\n    from ras_engine.testing import assessments\nexcept ModuleNotFoundError as error:\n    print(error)"
    )
    assert 'pip install "ras-engine[testing]"' in printed(program)


REGISTERED = """
import sys
from hypothesis import strategies as st, find, settings, Phase
from ras_engine import Assessment, Ruleset, load_ruleset, score
from ras_engine.testing.registered import at_start
at_start()
plain = settings(database=None, phases=[Phase.generate])
assert find(st.from_type(Assessment), lambda one: True, settings=plain).answers.keys() >= {"washing", "memory"}
assert find(st.from_type(Ruleset), lambda one: True, settings=plain).scheme == "made-up/adults"
from ras_engine.testing import register
register(load_ruleset(sys.argv[1]))
print(sorted(find(st.from_type(Assessment), lambda one: True, settings=plain).answers))
"""


def test_an_assessment_is_one_of_the_example_council_until_another_ruleset_is_registered() -> None:
    answer = subprocess.run([sys.executable, "-c", REGISTERED, str(SAMPLE)], capture_output=True, text=True, check=False)
    assert answer.stdout == "['eating', 'in_crisis', 'outings', 'washing']\n", answer.stderr
