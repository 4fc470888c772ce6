"""The fingerprint of a ruleset: the same for the same content, whatever its comments, quotes, spacing and order of keys."""

from __future__ import annotations

import json
from hashlib import sha256

from ras_engine.located import Data


def canonical(data: Data) -> str:
    """The content as one line of JSON: mappings in order of their keys, lists as they stand, every value a string."""
    return json.dumps(data, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def digest(data: Data) -> str:
    """The SHA-256 of the canonical form, in hexadecimal."""
    return sha256(canonical(data).encode("ascii")).hexdigest()
