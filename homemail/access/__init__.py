"""Who may do what: SASL mechanisms, password hashes, login, throttle, trusted networks."""
