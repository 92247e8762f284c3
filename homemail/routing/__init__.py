"""Where an address goes and why: a pure planner with explanations; MX lookup stands beside it."""
