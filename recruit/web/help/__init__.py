"""The organisation's own help."""
