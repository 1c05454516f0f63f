"""neuronlib beside its peers: the same jobs, data and weights, timed in turns in one process.

Run as ``python -m benchmarks``. Nothing here is imported by the library or the chapters; the book's
page of results reads ``results.json``.
"""
