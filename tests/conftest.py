"""What every test shares: the hypothesis profiles, and the tests that wait for the night."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from tests.profiles import NIGHTLY, PROFILE

# Nothing here looks at a clock: a slow machine must not fail a test. In CI the examples are the same every time.
settings.register_profile(
    "normal",
    max_examples=100,
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "nightly",
    max_examples=1_000,
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(PROFILE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests marked `nightly` are shown as skipped in the normal profile, never silently left out."""
    if NIGHTLY:
        return
    for item in items:
        if item.get_closest_marker("nightly"):
            item.add_marker(pytest.mark.skip(reason="runs with RAS_PROFILE=nightly"))
