"""Writing a prompt set: what is wrong with one, what could be better, and what changed in it."""
