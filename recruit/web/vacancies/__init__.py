"""Pages on vacancies."""
