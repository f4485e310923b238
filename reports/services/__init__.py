"""Every change of the world on this floor."""
