"""From content to files. Knows no database."""
