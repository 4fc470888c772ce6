"""How hard the tests try: `RAS_PROFILE=normal` (the default, minutes) or `RAS_PROFILE=nightly` (an hour is fine)."""

from __future__ import annotations

import os

PROFILE = os.environ.get("RAS_PROFILE", "normal")
NIGHTLY = PROFILE == "nightly"

CASES = 2_000 if NIGHTLY else 200
"""How many random rulesets and assessments an equivalence test tries: `@settings(max_examples=CASES)`."""
