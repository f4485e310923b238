"""Database -> content, inside one snapshot. Nothing is drawn and nothing is decided here."""
