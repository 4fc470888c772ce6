"""Data frames of any library in and out: receives a frame as its owner made it, gives budgets in a frame of the same kind."""
