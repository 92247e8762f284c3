"""What each IMAP command does: one command, or one close family, a file. `dispatch` knows which may run when."""
