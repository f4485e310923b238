"""What is frozen: values without a database, each with its schema."""
