"""Prompt sets and calls on disk: shipped and, later, installed."""
