"""The full-screen voice: questionary and rich inside the alternate screen."""
