"""What a person is asked and shown in a review."""
