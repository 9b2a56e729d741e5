"""Specimens: invented papers and photos in genuine forms, seeded, with ground truth for every field and its box.

Everything here is made up: names, people, numbers. Check digits are computed, so that a reader has something to check.
"""
