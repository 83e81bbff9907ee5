"""Names: their forms and sounds, whose they are, where else they stand, and what stands in their place."""
