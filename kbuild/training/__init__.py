"""A run: its folder, its state, its execution, and what comes of it.

`train` is the way in; `Run` is what comes out. Nothing here is imported before it is asked for.
"""
