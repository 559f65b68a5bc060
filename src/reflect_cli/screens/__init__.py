"""Talking with the person, in two voices that say the same words."""
