"""The outside ledger: residents who write down what they were told, a rig that kills, and a checker that compares."""
