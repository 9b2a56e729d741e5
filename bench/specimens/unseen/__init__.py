"""Layouts drawn by people who had not seen the extractors, their labels or the other layouts: what rules do elsewhere."""
