"""Work on original words: bringing in, reviewing, releasing, taking out later, and their end."""
