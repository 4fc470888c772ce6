"""Everybody who could be assessed, as a space: what may be answered, how answers add up, and which sums can be reached."""
