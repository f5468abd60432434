"""The pages of the documentation that the library itself can tell: made by `docs/generate.py`, never by hand."""
