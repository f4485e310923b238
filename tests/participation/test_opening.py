"""One meaning of "open", everywhere and to the instant."""
