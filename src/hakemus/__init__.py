"""Official papers of a Leader funding application."""
