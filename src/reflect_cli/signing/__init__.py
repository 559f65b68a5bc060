"""Who signed a set: keys and signatures in the minisign format. No disk, no screen, no clock here."""
