"""A set on paper."""
