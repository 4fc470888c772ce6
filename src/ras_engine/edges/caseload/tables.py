"""What the demo caseload is dealt out from, in thousandths. `docs/demo-caseload.md` says where each figure comes from.

The shares of groups, ages, ways to hold a budget and carers follow published national figures. The shares of single answers are
assumptions, made so that the four groups differ in the way that they are known to: no survey asks these questions.
"""

from __future__ import annotations

from collections.abc import Mapping

OLDER, LEARNING, MENTAL, PHYSICAL = "older_people", "learning_disability", "mental_health", "physical_disability"
ORDER = (OLDER, LEARNING, MENTAL, PHYSICAL)

GROUPS: Mapping[str, int] = {OLDER: 629, LEARNING: 180, MENTAL: 76, PHYSICAL: 115}
"""Of 858,720 people with long-term support in 2023-24: 559,220 are 65 or over; 135,205 and 19,125 have a learning disability."""

AGES: Mapping[str, tuple[tuple[str, int], ...]] = {
    OLDER: (("65-74", 230), ("75-84", 370), ("85+", 400)),
    LEARNING: (("18-64", 876), ("65-74", 90), ("75-84", 28), ("85+", 6)),
    MENTAL: (("18-64", 1000),),
    PHYSICAL: (("18-64", 1000),),
}
AGE_NEED: Mapping[str, int] = {"18-64": 0, "65-74": 0, "75-84": 300, "85+": 700}
"""How much higher the hidden need stands at a higher age, on the scale of `Draw.hill`."""

DIRECT_PAYMENT: Mapping[str, int] = {OLDER: 140, LEARNING: 370, MENTAL: 370, PHYSICAL: 370}
THIRD_PARTY, MIXED = 30, 60

CARER: Mapping[str, int] = {OLDER: 425, LEARNING: 430, MENTAL: 270, PHYSICAL: 490}
"""Who has an unpaid carer; together about the 42.3 % who told a survey that they have practical help of that kind."""

OFFERED = 800
"""Of those with a carer, how many are offered support that the assessment records."""

FACTS: Mapping[str, int] = {"able": 930, "willing": 920, "likely_to_stay_able": 780, "likely_to_stay_willing": 830, "adult": 985}
AREA = 550
EXTENTS = (450, 330, 220)

LEVELS: Mapping[str, tuple[tuple[int, ...], ...]] = {
    "preparing_food": ((295, 285, 285, 135), (285, 310, 250, 155), (580, 270, 110, 40), (375, 285, 225, 115)),
    "eating": ((690, 160, 105, 45), (680, 170, 105, 45), (902, 80, 15, 3), (730, 120, 105, 45)),
    "food_shopping": ((285, 370, 345), (320, 400, 280), (605, 300, 95), (370, 380, 250)),
    "washing": ((265, 255, 330, 150), (380, 290, 215, 115), (734, 210, 50, 6), (275, 235, 335, 155)),
    "dressing": ((300, 240, 315, 145), (430, 280, 190, 100), (797, 170, 30, 3), (285, 225, 335, 155)),
    "toilet": ((490, 235, 175, 100), (580, 210, 135, 75), (917, 65, 15, 3), (495, 220, 180, 105)),
    "moving": ((520, 265, 175, 40), (755, 145, 80, 20), (953, 40, 6, 1), (420, 255, 250, 75)),
    "housework": ((160, 280, 330, 230), (275, 300, 270, 155), (510, 310, 135, 45), (190, 285, 325, 200)),
    "paperwork": ((490, 330, 180), (200, 400, 400), (460, 370, 170), (570, 305, 125)),
    "falls": ((375, 295, 235, 95), (665, 220, 90, 25), (854, 110, 30, 6), (460, 280, 200, 60)),
    "alone": ((490, 290, 160, 60), (325, 295, 255, 125), (715, 195, 70, 20), (570, 250, 130, 50)),
    "medicines": ((425, 230, 210, 135), (350, 245, 235, 170), (565, 285, 105, 45), (580, 180, 145, 95)),
    "distress": ((675, 220, 85, 20), (540, 265, 150, 45), (295, 390, 260, 55), (749, 195, 50, 6)),
    "memory": ((485, 285, 170, 60), (220, 340, 315, 125), (660, 255, 75, 10), (784, 160, 50, 6)),
    "safeguarding": ((940, 60), (930, 70), (920, 80), (960, 40)),
    "keeping_in_touch": ((435, 290, 195, 80), (320, 305, 280, 95), (345, 305, 255, 95), (530, 270, 150, 50)),
    "being_understood": ((710, 200, 70, 20), (275, 300, 270, 155), (715, 215, 60, 10), (780, 150, 50, 20)),
    "work_or_learning": ((949, 30, 15, 6), (435, 225, 225, 115), (560, 245, 150, 45), (695, 155, 110, 40)),
    "day_structure": ((710, 210, 80), (360, 380, 260), (425, 375, 200), (750, 190, 60)),
    "getting_out": ((245, 260, 295, 200), (220, 280, 295, 205), (535, 270, 145, 50), (300, 255, 275, 170)),
    "using_facilities": ((410, 260, 215, 115), (270, 295, 280, 155), (605, 260, 110, 25), (470, 270, 185, 75)),
    "transport": ((545, 270, 145, 40), (395, 240, 240, 125), (710, 190, 80, 20), (510, 250, 180, 60)),
    "equipment": ((600, 280, 100, 20), (800, 150, 40, 10), (930, 60, 9, 1), (480, 320, 140, 60)),
    "has_children": ((995, 5), (960, 40), (850, 150), (830, 170)),
    "help_with_child": ((200, 450, 300, 50),) * 4,
    "after_reablement": ((880, 120), (990, 10), (960, 40), (940, 60)),
    "wishes_clear": ((220, 780), (350, 650), (400, 600), (180, 820)),
    "money_concern": ((950, 42, 8), (930, 58, 12), (900, 80, 20), (930, 58, 12)),
    "lives_alone": ((480, 520), (850, 150), (450, 550), (650, 350)),
    "carer_strain": ((180, 420, 300, 100),) * 4,
}
"""For each question and group (in the order above) the share of each level, least need first; yes and no as (no, yes)."""

Written = tuple[tuple[str, int], ...]
_NO_SLEEP_IN: Written = (("0", 970), ("2", 10), ("7", 20))
_FEW_NIGHTS: Written = (("0 per day", 700), ("2 per week", 60), ("1 per day", 140), ("2 per day", 80), ("4 per day", 20))
_RARE_NIGHTS: Written = (("0 per day", 960), ("1 per week", 25), ("1 per day", 15))
_FEW_SESSIONS: Written = (("0", 820), ("1", 60), ("2", 80), ("3", 25), ("4", 15))
NUMBERS: Mapping[str, tuple[Written, ...]] = {
    "two_worker_hours": ((("3.5", 400), ("7", 320), ("10.5", 180), ("14", 70), ("17.5", 30)),) * 4,
    "night_times": (
        _FEW_NIGHTS,
        (("0 per day", 800), ("2 per week", 60), ("1 per day", 90), ("2 per day", 50)),
        _RARE_NIGHTS,
        _FEW_NIGHTS,
    ),
    "sleep_in_nights": (_NO_SLEEP_IN, (("0", 850), ("2", 40), ("5", 20), ("7", 90)), _NO_SLEEP_IN, _NO_SLEEP_IN),
    "day_sessions": (
        _FEW_SESSIONS,
        (("0", 420), ("2", 200), ("4", 220), ("6", 160)),
        (("0", 800), ("1", 120), ("2", 80)),
        _FEW_SESSIONS,
    ),
    "carer_hours": ((("4", 200), ("10", 250), ("20", 200), ("35", 150), ("60", 120), ("112", 80)),) * 4,
}
"""The same for quantities and frequencies, as an assessment writes them."""

BY_DAYS: Mapping[str, tuple[int, ...]] = {
    "distress": (80, 100, 450, 60),
    "washing": (140, 60, 120, 160),
    "getting_out": (120, 70, 200, 160),
}
"""How many answers are given day by day, where the ruleset lets an answer change from day to day; elsewhere `SOME_BY_DAYS`."""

SOME_BY_DAYS = 100
LUCK = frozenset({"safeguarding", "has_children", "lives_alone", "after_reablement", "wishes_clear", "money_concern"})
"""Questions whose answers do not follow the hidden need."""
