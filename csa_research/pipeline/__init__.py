"""The stages as data, and the machinery that runs, skips, gates and records them."""
