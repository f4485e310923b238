"""The evaluation report, drawn."""
