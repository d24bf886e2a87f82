"""Pages on moderation."""
