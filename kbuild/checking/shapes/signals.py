"""Sound and other signals as spectrograms.

Source: https://keras.io/api/layers/preprocessing_layers/audio_preprocessing/
"""

from __future__ import annotations

from kbuild.checking.shapes.arguments import Arguments
from kbuild.checking.shapes.calls import Call
from kbuild.checking.shapes.checks import axes_named, refuse, said
from kbuild.checking.shapes.convolution import Window, channel_count, slid
from kbuild.checking.shapes.outcomes import NotKnownError, Outcome, Weight
from kbuild.checking.shapes.registry import rule
from kbuild.checking.shapes.tensors import Shape


@rule("MelSpectrogram")
def mel_spectrogram(layer: Arguments, call: Call) -> Outcome:
    """`(batch, samples)` becomes `(batch, num_mel_bins, frames)`; one signal alone has no batch."""
    shape, stride = call.shape(), layer.positive("sequence_stride")
    if len(shape) not in (1, 2):
        raise refuse(
            "rank-mismatch",
            f"MelSpectrogram takes signals, (batch, samples), received {said(call.tensor())}",
            "sounds with a last axis of one channel lose it by `Reshape: {target_shape: [-1]}`",
        )
    samples = shape[-1]
    frames = None if samples is None else (samples + stride + 1) // stride
    return Outcome(layer.result((*shape[:-1], layer.positive("num_mel_bins"), frames)))


@rule("STFTSpectrogram")
def stft_spectrogram(layer: Arguments, call: Call) -> Outcome:
    """`(batch, samples, channels)` becomes `(batch, frames, channels * frequencies)`."""
    axes = ("channels", "samples") if layer.channels_first else ("samples", "channels")
    shape = axes_named(layer, call, axes)
    depth = channel_count(layer, shape)
    frame, step, length = _lengths(layer)
    frequencies = length // 2 + 1
    weights = _kernels(layer, frame, frequencies)
    if layer.word("mode") == "stft":
        frequencies *= 2
    (frames,) = slid(layer, call.tensor(), shape, Window((frame,), (step,), "frame_length"))
    return Outcome(layer.result(_form(layer, shape, frames, depth, frequencies)), weights)


def _form(layer: Arguments, shape: Shape, frames: int | None, depth: int, frequencies: int) -> Shape:
    if layer.flag("expand_dims"):
        apart = (depth, frames, frequencies) if layer.channels_first else (frames, frequencies, depth)
        return (shape[0], *apart)
    together = (depth * frequencies, frames) if layer.channels_first else (frames, depth * frequencies)
    return (shape[0], *together)


def _lengths(layer: Arguments) -> tuple[int, int, int]:
    """The frame, the step between frames, and the next power of two that the transform works on."""
    frame = layer.positive("frame_length")
    step = layer.optional_integer("frame_step") or frame // 2
    length = layer.optional_integer("fft_length") or 1 << (frame - 1).bit_length()
    if step < 1:
        raise NotKnownError
    return frame, step, length


def _kernels(layer: Arguments, frame: int, frequencies: int) -> tuple[Weight, ...]:
    mode = layer.word("mode")
    names = [name for name, other in (("real_kernel", "imag"), ("imag_kernel", "real")) if mode != other]
    return tuple(layer.weight(name, (frame, 1, frequencies)) for name in names)
