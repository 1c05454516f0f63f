"""The claims of the book, measured: one module per chapter.

A function per claim runs the experiment and returns a frozen dataclass with the measurements, their
spread over seeds, the rule, and the verdict that the rule gives. Nothing is drawn here.
"""

from neuronlib.experiments.evidence import Evidence, NumericalCheck, Verdict

__all__ = ["Evidence", "NumericalCheck", "Verdict"]
