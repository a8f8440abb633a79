"""The API behind the wire: finds the message, checks it, runs its handler, answers."""
