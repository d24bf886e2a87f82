"""Pages on decisions."""
