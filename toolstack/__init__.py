"""Patchbay: a XenAPI network toolstack."""
