"""The object database: one immutable value in memory, durable in SQL before it becomes visible."""
