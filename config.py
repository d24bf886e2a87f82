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

# Where the web application keeps its own: the embedded database, its secret key, the outbox.
DATA_FOLDER = "recruit-data"

# The database. None for the embedded one (SQLite in the data folder); a grown one reads like
# postgresql+psycopg://recruit@localhost/recruit
DATABASE = None

# Where people reach the application, as e-mails name it: its start, without a slash at the end.
ADDRESS = "http://127.0.0.1:8000"

# The mail server: smtp://name@host:587 (with STARTTLS) or smtps://name@host:465; its password
# goes into MAIL_PASSWORD. None to write e-mails as files into the outbox of the data folder.
MAIL_SERVER = None
MAIL_PASSWORD = None

# Whom e-mails come from.
MAIL_SENDER = "recruit@localhost"

# What signs cookies: at least 32 characters, known to nobody. None for one that is made on first
# use and kept in the data folder.
SECRET_KEY = None

# The colour of header and links, as #rrggbb; text on it is white.
BRAND_COLOUR = "#1d4f8b"

# True where people reach the application over HTTPS, as they must anywhere but on one machine:
# cookies then never travel without it.
HTTPS = False
