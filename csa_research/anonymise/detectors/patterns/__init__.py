"""How identifiers are spoken and written in the United Kingdom, one small file a kind."""
