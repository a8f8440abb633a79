"""One module per class, one short function per message: change, converge, return."""
