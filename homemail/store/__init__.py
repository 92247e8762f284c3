"""The only owner of SQL and of content files: one writer with group commit, readers that see a snapshot."""
