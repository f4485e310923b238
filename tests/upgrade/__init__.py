"""Databases of earlier releases, and whether this one takes them over (docs/runbook.md, "Upgrade")."""
