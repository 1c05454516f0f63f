"""What checks an answer: `check(name, answer)` says at once if it is right, and if not, why.

One module per chapter holds its markers. The solutions are in the chapters, where a test runs them.
"""

from neuronlib.exercises import one_neuron, quick_intro, what_you_need  # they add their markers
from neuronlib.exercises.marking import check

__all__ = ["check", "one_neuron", "quick_intro", "what_you_need"]
