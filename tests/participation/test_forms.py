"""Forms and their versions: what services refuse, what the database refuses, and who sees what."""
