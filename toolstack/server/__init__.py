"""The server process: listeners, HTTP, authentication, and its life."""
