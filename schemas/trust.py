"""The types of Keras that a document cannot use, each with what it does."""

from __future__ import annotations

from collections.abc import Mapping

UNTRUSTED: Mapping[str, str] = {
    "TFSMLayer": "runs a saved TensorFlow graph, which can read and write files",
    "TorchModuleWrapper": "unpickles a PyTorch module, which can run any code",
    "FlaxLayer": "runs a module of Flax that only Python code can give",
    "JaxLayer": "runs functions of JAX that only Python code can give",
    "RemoteMonitor": "sends what it sees to an address on the network",
}
