"""Pages on accounts."""
