"""The command line: a face of the control contract."""
