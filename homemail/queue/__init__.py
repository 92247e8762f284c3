"""The only door in (intake), the schedule and life cycle of what waits, and the manager that sends it."""
