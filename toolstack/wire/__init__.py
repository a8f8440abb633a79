"""Bytes to calls and outcomes to bytes, in both formats of the API."""
