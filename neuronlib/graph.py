"""Neurons in a graph: in which order to compute them, or why that cannot be done."""

from collections.abc import Hashable, Iterable
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)


def evaluation_order(edges: Iterable[tuple[Name, Name]]) -> list[Name]:
    """Return an order in which every neuron comes after those that it reads.

    Parameters
    ----------
    edges : iterable of pairs
        (from, to): the output of one neuron, or input, is read by another. Names may be anything
        that can be a key.

    Raises
    ------
    ValueError
        If the neurons form a cycle, which would have to be computed for ever: the message names it.

    References
    ----------
    Chapter “Layers and feed-forward”; Kahn (1962) for the algorithm, which is Python's own.

    Examples
    --------
    >>> evaluation_order([("h1", "y"), ("x", "h1"), ("x", "h2"), ("h2", "y")])
    ['x', 'h1', 'h2', 'y']
    >>> evaluation_order([("x", "a"), ("a", "b"), ("b", "a")])
    Traceback (most recent call last):
    ...
    ValueError: edges: got the cycle a → b → a, expected none: its neurons would wait for each other
    """
    graph: TopologicalSorter[Name] = TopologicalSorter()
    for edge in edges:
        if not isinstance(edge, tuple) or len(edge) != 2:
            raise ValueError(f"edges: got {edge!r}, expected pairs (from, to)")
        source, target = edge
        graph.add(target, source)
    try:
        return list(graph.static_order())
    except CycleError as error:
        cycle = " → ".join(map(str, error.args[1]))
        raise ValueError(
            f"edges: got the cycle {cycle}, expected none: its neurons would wait for each other"
        ) from None
