"""Carrying a sitting from its first prompt to the journal."""
