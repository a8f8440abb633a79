"""The commands of ``xe``, as the server carries them out: grammar, tables, output and texts."""
