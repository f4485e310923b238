"""The progress report, drawn."""
