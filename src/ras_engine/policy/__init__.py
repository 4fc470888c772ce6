"""What people do with rulesets and results besides scoring: uprating, parts of periods, contingency over a year and the pool.

Receives rulesets, results and what people enter; gives new values and problems. Nothing here changes an indicative budget.
"""
