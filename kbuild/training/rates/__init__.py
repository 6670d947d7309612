"""The learning-rate range test: a rate for a document's optimizer, found by trying all of them."""
