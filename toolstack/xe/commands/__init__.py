"""The commands that no declaration gives: one module per subject."""
