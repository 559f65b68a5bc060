"""What is kept: entries, their revisions, and plans."""
