"""What earlier versions of Keras took and this one does not, where no other name means the same.

Renamed arguments are aliases (`reading.aliases`); these are gone, or mean something else under the near name.
Each row is known by the argument and by one that is valid beside it, so that `decay` of an optimizer is not
that of a schedule. The versions are those of Keras's release notes, https://github.com/keras-team/keras/releases.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

_GONE = "leave it out: Keras 3 "
_READ_AHEAD = "leave it out: kbuild reads ahead by itself, and a PyDataset takes it in Keras 3"
_STEPS = "Keras counts steps since version 2: write {}: the samples divided by batch_size"

# (arguments, one that is valid beside them): what to write.
_ROWS: dict[tuple[str, str], str] = {
    # Until 2.10 each optimizer had it: learning_rate / (1 + decay * step), which is this schedule.
    ("decay", "weight_decay"): (
        "Keras 3 has no decay of the rate; the same is learning_rate: {{InverseTimeDecay: "
        "{{initial_learning_rate: …, decay_steps: 1, decay_rate: {value}}}}}"
    ),
    ("schedule_decay", "beta_1"): _GONE + "has fixed Nadam's schedule",
    ("jit_compile", "weight_decay"): "it belongs into `compile`",
    # Versions 1 and 2 of the recurrent layers.
    ("consume_less implementation", "recurrent_activation"): _GONE + "chooses the implementation itself",
    ("time_major", "return_sequences"): _GONE + "takes (batch, time, features) only",
    ("unroll_steps truncate_gradient", "return_sequences"): _GONE + "sends the gradient through all steps",
    # Version 1's batch normalisation had modes; fused and virtual batches ended with version 2.
    ("mode", "moving_mean_initializer"): _GONE + "normalises features, along `axis`",
    ("fused virtual_batch_size adjustment", "moving_mean_initializer"): _GONE + "chooses by itself",
    ("input_length", "mask_zero"): _GONE + "takes any length",
    ("dropout", "mask_zero"): "put SpatialDropout1D after the Embedding",
    ("weights", "trainable"): "an initializer makes them, or the file that the document's `weights` names",
    ("causal", "use_scale"): "the call takes it: write call: {{use_causal_mask: {value}}} beside `from`",
    # fit, until version 2.
    ("workers use_multiprocessing max_queue_size", "steps_per_epoch"): _READ_AHEAD,
    ("nb_worker pickle_safe max_q_size", "steps_per_epoch"): _READ_AHEAD,
    ("samples_per_epoch", "steps_per_epoch"): _STEPS.format("steps_per_epoch"),
    ("nb_val_samples", "validation_steps"): _STEPS.format("validation_steps"),
    ("show_accuracy", "epochs"): "write compile: {{metrics: [accuracy]}}",
    ("verbose", "epochs"): "how much is shown is said by the command: --quiet, --json",
    # compile, versions 1 and 2.
    ("class_mode", "optimizer"): "the loss says it: binary_crossentropy or sparse_categorical_crossentropy",
    ("sample_weight_mode", "optimizer"): _GONE + "knows weights for each step by their shape",
    ("target_tensors experimental_run_tf_function", "optimizer"): _GONE + "has no graphs to feed",
    # Callbacks of version 2.
    ("period", "save_freq"): "save_freq counts steps; for epochs write Checkpoint: {{every_epochs: {value}}}",
    ("load_weights_on_restart", "save_freq"): "`kbuild resume` goes on from a run's newest checkpoint",
    ("write_grads", "log_dir"): "leave it out: kbuild's TensorBoard shows gradients by itself",
    ("batch_size", "log_dir"): _GONE + "knows the batches",
    ("embeddings_layer_names", "embeddings_freq"): "leave it out: all Embedding layers are shown",
}
_BY_NAME: dict[str, list[tuple[str, str]]] = {}
for (_names, _beside), _hint in _ROWS.items():
    for _name in _names.split():
        _BY_NAME.setdefault(_name, []).append((_beside, _hint))


def removed(name: str, candidates: Collection[str], value: Any = None) -> str | None:
    """Say what to write in place of an argument that Keras no longer takes; None for any other name.

    Args:
        name: What was written.
        candidates: The names that are valid in its place.
        value: Its value.

    Example:
        >>> removed("verbose", ["epochs"])
        'how much is shown is said by the command: --quiet, --json'
        >>> removed("decay", ["decay_steps"])
    """
    for beside, hint in _BY_NAME.get(name, ()):
        if beside in candidates:
            return hint.format(value=_shown(value))
    return None


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, (int, float)) else "…"
