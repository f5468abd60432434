"""Plain values and their arithmetic: money, shares, identifiers, text. They know no file, no law and no Word."""
