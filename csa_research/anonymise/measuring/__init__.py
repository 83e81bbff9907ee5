"""How much was found: scores, risk, the second reading."""
