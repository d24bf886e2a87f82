"""Measurements with a floor in the same run, and pictures of what the toolkit makes."""
