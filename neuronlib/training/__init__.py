"""Fit one network, or a stack of them, by gradient descent.

All members of a stack see the same batches, noise and dropout, so member s ends where it would have
ended alone.
"""

from neuronlib.training.history import DivergenceError, History, Step
from neuronlib.training.loop import train, training_steps

__all__ = ["DivergenceError", "History", "Step", "train", "training_steps"]
