"""The desktop window: a face of the control contract. The only room that knows Qt."""
