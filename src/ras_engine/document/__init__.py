"""The ruleset as written: frozen models of every section, cross-reference checks, and loading.

Receives located strings; guarantees that what it hands on is complete, closed and refers only to things that exist. It knows
nothing of arithmetic.
"""
