"""The generated pages of the documentation: `docs/generate.py` writes them from the library itself."""
