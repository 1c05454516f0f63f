"""How Hypothesis draws its examples for the library's tests: the same ones at every run."""

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)
settings.load_profile("repeatable")
