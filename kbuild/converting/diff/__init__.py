"""What differs between two documents, models or runs; see `diff`. Nothing here imports Keras."""
