"""Business rules: checks and writes on a transaction, without I/O."""
