"""From a document to Keras objects: one constructor for every type, one module a style."""
