"""Where the addresses of several nouns begin."""

PROJECT = "werkplek/projecten/<slug:slug>/"
AGENDAS = "werkplek/agenda/"
