"""Where the addresses of several nouns begin."""

LIST = "werkplek/rapporten/"
