"""Defaults of every setting. Override them with RECRUIT_NAME environment variables."""

# The council's name, as it stands at the head of every document.
ORGANISATION = "Your council"

# The protective marking in header and footer of what panels and HR read.
# What goes to a candidate carries none.
MARKING = "Official-Sensitive: Personal"

# A folder of Word templates of your own, laid out as templates/word; None for ours.
WORD_TEMPLATES = None

# A folder of a question bank of your own, laid out as question_banks; None for ours.
QUESTION_BANK = None

# Seconds that each stage of drawing a pack may take before it stops unproved.
DRAW_SECONDS = 60
