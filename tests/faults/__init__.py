"""The outside ledger: residents who note what they were told, an installation that is killed, and a checker."""
