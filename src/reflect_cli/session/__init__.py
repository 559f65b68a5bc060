"""One sitting as a value: give it an event, get the next sitting."""
