"""An organisation's own questions: brought in from a file, reviewed by another person, published, retired."""
