"""What is true without a server: frozen dataclasses and functions, no input or output."""
