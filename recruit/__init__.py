"""Values-based recruitment for children's social care: packs, scores, reports."""

__version__ = "0.1.0"
