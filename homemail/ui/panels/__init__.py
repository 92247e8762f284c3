"""One page a file, each beside its view-model, which is plain Python without Qt."""
