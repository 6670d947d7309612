"""Checkpoints: what a training's state is made of, and how it is kept on disk."""
