"""Measures the engine against its peers and writes what it found to benchmarks/README.md and benchmarks/growth.svg.

    python benchmarks/run.py

takes some minutes. A peer that is not installed is left out, and the table says how to install it: `pip install -r
benchmarks/requirements-peers.txt`. openfisca-core and policyengine-core may want a Python environment of their own:

    python benchmarks/run.py --openfisca /path/to/its/bin/python --policyengine /path/to/its/bin/python

`speed/` measures; `peers/` has the example council as somebody would write it by hand in another library. On a machine that does
other work, look at the processors' time beside the clock's.

Every peer works on the same people and must give the same pence, or the run fails. Contenders take turns, round after round; each
figure is a median over the rounds, and each ratio the median of the ratios within a round.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE / "speed"), str(HERE / "peers")]

from sections import SECTIONS  # noqa: E402 -- found beside this file
from setting import Setting  # noqa: E402
from table import merged, readme  # noqa: E402


def main() -> None:
    """Run what is asked for, and write it down."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        setting = Setting.make(options.people, options.many, options.rounds, Path(folder), options.openfisca, options.policyengine)
        before = os.getloadavg()[0]
        found = []
        for name, section in SECTIONS.items():
            if name in (options.only or SECTIONS):
                print(name, file=sys.stderr, flush=True)
                found.append(section(setting))
        text = readme(found, options.rounds, before)
    print(text)
    path = HERE / "README.md"
    path.write_text(merged(path.read_text(encoding="utf-8"), text) if options.only else text, encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the engine against its peers.")
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--many", type=int, default=10_000_000, help="people in the largest caseloads: growth and memory")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--openfisca", metavar="PYTHON", help="the Python that has openfisca-core")
    parser.add_argument("--policyengine", metavar="PYTHON", help="the Python that has policyengine-core")
    parser.add_argument("--only", nargs="*", choices=list(SECTIONS), help="only these: the other parts of the README stay")
    return parser.parse_args()


if __name__ == "__main__":
    main()
