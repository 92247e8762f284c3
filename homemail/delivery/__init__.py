"""Delivery agents: transfer of a queued message to its next hop. Outcomes are data."""
