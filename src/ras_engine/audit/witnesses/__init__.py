"""People that a finding is shown by: found, told in words, scored again, with the rule that they point at."""
