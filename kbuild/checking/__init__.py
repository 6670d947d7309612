"""What can be known about a document without the engine: names, wiring, shapes, parameter counts, advice."""
