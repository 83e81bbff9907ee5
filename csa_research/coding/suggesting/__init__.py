"""Suggestions of codes and polarity, and their track record."""
