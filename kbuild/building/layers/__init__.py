"""Layers of kbuild's own, each a registered Keras layer that saves and loads like Keras's."""
