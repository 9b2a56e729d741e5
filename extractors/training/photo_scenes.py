"""Rendered lorries and shop fronts as training pictures; seeds differ from every seed used in examples and tests."""

from functools import cache

import numpy as np

from extractors.photo_model import square
from extractors.training.photo_data import SIDE, Pictures
from extractors.training.scenes import PLATE_GROUNDS, render_storefront, render_truck

COUNT = 160  # of each class
FIRST_SEED = 700_000
PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"
NAMES = ("顺达", "鸿运", "家家乐", "好又多", "老李", "福源", "金鑫", "永盛", "万家", "百姓")
TRADES = ("便利店", "超市", "餐馆", "五金店", "建材", "水果", "服装店", "药店", "面馆", "汽修")


@cache
def rendered(count: int = COUNT) -> Pictures:
    """`count` rendered lorries and as many shop fronts, squeezed like all training pictures."""
    pixels, labels = [], []
    for i in range(count):
        rng = np.random.default_rng(FIRST_SEED + i)
        colour = str(rng.choice(list(PLATE_GROUNDS)))
        truck = render_truck(rng, random_plate(rng), (640, 480), colour)
        shop = render_storefront(rng, str(rng.choice(NAMES)) + str(rng.choice(TRADES)), (640, 480))
        pixels += [square(np.asarray(truck), SIDE), square(np.asarray(shop), SIDE)]
        labels += ["truck", "storefront"]
    return Pictures(pixels=np.stack(pixels), labels=tuple(labels), sources=("rendered",) * len(labels))


def random_plate(rng: np.random.Generator) -> str:
    """A well-formed ordinary plate."""
    number = "".join(rng.choice(list(LETTERS), 5))
    return f"{rng.choice(list(PROVINCES))}{rng.choice(list('ABCDEFGH'))}{number}"
