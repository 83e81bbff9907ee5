"""What must not leave: leaks in outputs, names and people taken out later."""
