"""The order in which the neurons of a graph can be computed."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from neuronlib import Network, evaluation_order, tanh
from tests.neuronlib.cases import moved

# edges that lead from a smaller number to a larger one cannot form a cycle
acyclic = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda edge: edge[0] != edge[1]).map(
        lambda edge: (min(edge), max(edge))
    )
)  # fmt: skip


@given(acyclic, st.randoms(use_true_random=False))
def test_every_neuron_comes_once_and_after_those_that_it_reads(edges, random):
    names = random.sample(range(100), 13)
    edges = [(names[source], names[target]) for source, target in edges]
    order = evaluation_order(edges)
    assert len(order) == len(set(order)) and set(order) == {name for edge in edges for name in edge}
    for source, target in edges:
        assert order.index(source) < order.index(target)


@given(acyclic, st.integers(2, 6))
def test_a_cycle_is_refused_and_named(edges, length):
    ring = [f"n{k}" for k in range(length)]
    cycle = list(zip(ring, ring[1:] + ring[:1], strict=True))
    with pytest.raises(ValueError, match=r"edges: got the cycle .*, expected none") as info:
        evaluation_order([*edges, *cycle])
    named = str(info.value).removeprefix("edges: got the cycle ").split(",")[0].split(" → ")
    assert named[0] == named[-1] and set(named) == set(ring)
    assert set(pairwise(named)) == set(cycle)


def test_a_neuron_that_reads_itself_is_a_cycle():
    with pytest.raises(ValueError, match="the cycle a → a, expected none"):
        evaluation_order([("x", "a"), ("a", "a")])


def test_edges_may_come_twice_and_from_a_generator():
    assert evaluation_order(edge for edge in [("a", "b"), ("a", "b")]) == ["a", "b"]


def test_without_edges_there_is_nothing_to_compute():
    assert evaluation_order([]) == []


def test_neurons_computed_one_by_one_in_this_order_give_what_the_layers_give():
    network = moved(Network([2, 3, 2, 1], activation=tanh, dtype=np.float64))
    x = np.array([0.3, -0.8])
    edges = [
        ((layer, source), (layer + 1, target))
        for layer, (n_in, n_out) in enumerate(pairwise(network.sizes))
        for source in range(n_in)
        for target in range(n_out)
    ]
    shuffled = [edges[k] for k in np.random.default_rng(0).permutation(len(edges))]
    outputs = {}
    for layer, k in evaluation_order(shuffled):
        if layer == 0:
            outputs[layer, k] = x[k]
        else:
            inputs = [outputs[layer - 1, j] for j in range(network.sizes[layer - 1])]
            outputs[layer, k] = network.layers[layer - 1].neuron(k).forward(inputs)
    assert outputs[3, 0] == pytest.approx(float(network.forward(x[:, None])[0, 0]))


@pytest.mark.parametrize("edge", ["ab", ("a",), ("a", "b", "c"), 3, None])
def test_what_is_not_an_edge_is_named(edge):
    with pytest.raises(ValueError, match=r"edges: got .*, expected pairs \(from, to\)"):
        evaluation_order([("a", "b"), edge])
