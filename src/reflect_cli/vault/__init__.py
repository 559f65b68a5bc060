"""The locked file: everything a man keeps, encrypted, and the only way in and out of it.

Importing this package costs nothing; `reflect_cli.vault.vault` is the door, and it is imported
inside the bodies of commands that need it.
"""
