"""Pages on panels."""
