"""What a report says, as plain frozen values: no database, no drawing."""
