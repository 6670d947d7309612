"""The runtime of checked `call` programs: a program is compiled once to closures, which run while tracing."""
