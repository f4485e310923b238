"""How fast the portal is, beside controls that run in the same minutes: ``make bench``. Not collected by pytest."""
