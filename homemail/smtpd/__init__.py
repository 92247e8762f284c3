"""The SMTP server: ports 25, 587 and 465."""
