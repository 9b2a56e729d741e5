"""Layouts drawn without sight of the extractors, their labels or the other layouts: what the rules do elsewhere."""
