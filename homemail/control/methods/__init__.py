"""What can be asked of the engine, one file per noun."""
