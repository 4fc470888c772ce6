"""The smallest change of a ruleset after which a broken law holds, and what else that change does."""
