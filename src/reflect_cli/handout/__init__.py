"""A set on paper and on a wall: composed here as values, and written as Markdown, HTML or PDF."""
