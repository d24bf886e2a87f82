"""Pages on packs."""
