"""From a document to a program of plain Keras; see `to_python`. Nothing here imports Keras."""
