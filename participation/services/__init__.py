"""Every change of forms, half-filled forms and submissions."""
