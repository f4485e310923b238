"""From the database to content: reads of many rows at one moment."""
