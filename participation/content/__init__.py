"""What is told in files, before it is drawn: plain values, no rows of the database."""
