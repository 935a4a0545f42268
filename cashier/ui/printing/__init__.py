"""Reports on paper: A4 pages as PDF, painted from the same figures that every export has."""
