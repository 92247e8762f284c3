"""SMTP grammar of both directions, sans-IO: commands, paths, parameters, the end of data, replies."""
