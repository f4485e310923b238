"""Pages about reports and figures."""
