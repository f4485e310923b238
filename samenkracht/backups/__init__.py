"""Backups: the whole database at one moment, in a folder that says of itself what it must hold."""
