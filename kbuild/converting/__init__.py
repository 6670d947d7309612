"""From a model or a document to something else: a picture, a program, another document."""
