"""A run: its folder, its state, its phases."""
