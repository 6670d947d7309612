"""Looking at runs: lists, comparisons, charts, reports. Folders are read, and Keras is never imported."""
