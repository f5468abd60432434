"""The page in the browser: a local server that shows the same fields, findings and papers as the files and commands."""
