"""Rendered photos for training and demonstrations. Figures are never quoted on them: those come from real photos."""

from extractors.training.scene_shop import render_storefront
from extractors.training.scene_truck import PLATE_GROUNDS, render_truck

__all__ = ["PLATE_GROUNDS", "render_storefront", "render_truck"]
