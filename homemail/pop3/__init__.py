"""The POP3 server: RFC 1939 with STLS, CAPA, SASL and response codes."""
