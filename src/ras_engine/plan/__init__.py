"""The ruleset as arithmetic: operations, the plan, its compiler, and the two proofs that every plan passes before it is used."""
