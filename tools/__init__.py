"""Small commands that keep the book in order, each run as ``python -m tools.NAME``.

Nothing here is part of neuronlib, and neither neuronlib nor a chapter imports it.
"""
