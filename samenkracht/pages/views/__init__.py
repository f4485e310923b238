"""Pages that draw from several floors."""
