"""The proposal, drawn."""
