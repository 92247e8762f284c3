"""What happened, for people: log lines in Postfix's format and the live stream of them."""
