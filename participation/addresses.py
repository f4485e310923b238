"""Where the addresses of several nouns begin."""

FORMS = "werkplek/projecten/<slug:slug>/formulieren/"
FORM = FORMS + "<slug:form>/"
