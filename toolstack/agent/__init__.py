"""The privileged agent of one host: observes its network, applies what is wanted, reports what it sees."""
