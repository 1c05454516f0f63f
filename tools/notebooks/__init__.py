"""Keep the chapters' notebooks executed, clean and true: ``python -m tools.notebooks``."""
