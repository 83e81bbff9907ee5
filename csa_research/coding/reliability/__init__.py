"""Agreement between coders, and with the machine."""
