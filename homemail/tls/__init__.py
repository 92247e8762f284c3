"""The house's certificate authority, the certificates of its listeners, TLS contexts and their renewal."""
