"""The locked file: the only room that reads or writes what a person wrote."""
