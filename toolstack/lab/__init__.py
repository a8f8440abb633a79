"""The lab: hosts, a physical switch, peers and guests as network namespaces on one machine."""
