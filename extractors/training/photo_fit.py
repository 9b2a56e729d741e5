"""One training loop for both stages: cosine rate, label smoothing, averaged weights. Deterministic for a seed."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from extractors.photo_model import normalise
from extractors.training.photo_augment import augment, replace_ground
from extractors.training.photo_data import Pixels

SETTLING_BATCHES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to fit."""

    steps: int
    batch: int
    side: int  # px
    rate: float  # peak learning rate of AdamW
    seed: int
    ema: float = 0.995  # share of the old weights kept in the average at each step
    smoothing: float = 0.1
    crop: float = 0.3  # smallest share of the picture's area that a crop keeps
    mix: float = 0.0  # share of the steps that blend two pictures and their labels


def fit(
    network: nn.Module, pixels: Pixels, labels: npt.NDArray[np.int64], weights: npt.NDArray[np.float64], plan: Plan
) -> nn.Module:
    """Train `network` on pictures drawn by `weights`, and return its averaged copy in evaluation mode."""
    network = network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]  # torch's stubs lack it
    rng = np.random.default_rng(plan.seed)
    chances = weights / weights.sum()
    average = torch.optim.swa_utils.AveragedModel(network, multi_avg_fn=_ema(plan.ema), use_buffers=True)
    optimiser = torch.optim.AdamW(network.parameters(), lr=plan.rate, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, plan.rate, total_steps=plan.steps, pct_start=0.15)
    network.train()
    started = time.monotonic()
    for step in range(plan.steps):
        chosen = rng.choice(len(labels), plan.batch, p=chances)
        clean = replace_ground(pixels[chosen], pixels, rng, 0.5)
        loss = _loss(network, clean, torch.from_numpy(labels[chosen]), plan, rng)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # untyped in torch
        optimiser.step()
        schedule.step()
        average.update_parameters(network)
        if step % 50 == 49:
            print(f"step {step + 1}/{plan.steps} loss {loss.item():.3f} {time.monotonic() - started:.0f} s", flush=True)
    module: nn.Module = average.module
    return _settled(module, pixels, chances, plan, rng)


def _settled(
    network: nn.Module, pixels: Pixels, chances: npt.NDArray[np.float64], plan: Plan, rng: np.random.Generator
) -> nn.Module:
    """Measure the batch statistics anew: those gathered on the way belong to other weights than the average."""
    layers = [module for module in network.modules() if isinstance(module, nn.BatchNorm2d)]
    for layer in layers:
        layer.reset_running_stats()
        layer.momentum = None  # plain mean over the batches below
    network.train()
    with torch.no_grad():
        for _ in range(SETTLING_BATCHES):
            chosen = rng.choice(len(pixels), plan.batch, p=chances)
            network(_batch(pixels[chosen], plan, rng))
    return network.eval()


def _batch(clean: Pixels, plan: Plan, rng: np.random.Generator) -> Tensor:
    batch = augment(torch.from_numpy(clean).permute(0, 3, 1, 2).float(), plan.side, rng, plan.crop)
    # channels last is twice as fast on one core
    return normalise(batch).contiguous(memory_format=torch.channels_last)


def _loss(network: nn.Module, clean: Pixels, wanted: Tensor, plan: Plan, rng: np.random.Generator) -> Tensor:
    batch = _batch(clean, plan, rng)
    if rng.random() >= plan.mix:
        return functional.cross_entropy(network(batch), wanted, label_smoothing=plan.smoothing)
    share = float(rng.beta(0.4, 0.4))
    order = torch.from_numpy(rng.permutation(len(batch)))
    logits = network(share * batch + (1 - share) * batch[order])
    first = functional.cross_entropy(logits, wanted, label_smoothing=plan.smoothing)
    return share * first + (1 - share) * functional.cross_entropy(logits, wanted[order], label_smoothing=plan.smoothing)


def _ema(keep: float) -> Callable[..., None]:
    """Average that warms up: early steps must not hold on to the random start."""
    averager: Callable[[float], Callable[..., None]] = torch.optim.swa_utils.get_ema_multi_avg_fn

    def update(averaged: list[Tensor], current: list[Tensor], count: Tensor) -> None:
        seen = float(count)
        averager(min(keep, (1 + seen) / (10 + seen)))(averaged, current, count)

    return update
