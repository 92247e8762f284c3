"""The house as a Postfix would be configured for it, and lines of such a configuration as settings. No I/O."""
