"""What people run: the lab host, the tour, benchmarks, generated pages."""
