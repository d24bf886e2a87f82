"""Pages on scoring."""
