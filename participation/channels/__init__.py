"""Other ways in; all end in services.submissions.receive."""
