"""The reference networks in plain Keras, which documents of the gallery equal in their parameters."""

from __future__ import annotations

from typing import Any

from keras import Input, Model, applications, layers


def resnet50() -> Any:
    return applications.ResNet50(weights=None)


def unet(classes: int = 2, filters: int = 64) -> Any:
    def twice(x: Any, width: int) -> Any:
        x = layers.Conv2D(width, 3, padding="same", activation="relu")(x)
        return layers.Conv2D(width, 3, padding="same", activation="relu")(x)

    image = x = Input((256, 256, 1))
    fine = []
    for width in (filters, 2 * filters, 4 * filters, 8 * filters):
        x = twice(x, width)
        fine.append(x)
        x = layers.MaxPooling2D()(x)
    x = twice(x, 16 * filters)
    for width, skip in zip((8 * filters, 4 * filters, 2 * filters, filters), reversed(fine), strict=True):
        x = layers.Conv2DTranspose(width, 2, strides=2)(x)
        x = twice(layers.Concatenate()([skip, x]), width)
    return Model(image, layers.Conv2D(classes, 1, activation="softmax")(x))


# The widths of GoogLeNet's modules 3a to 5b: table 1 of the paper.
_MODULES = (
    (64, 96, 128, 16, 32, 32),
    (128, 128, 192, 32, 96, 64),
    None,
    (192, 96, 208, 16, 48, 64),
    (160, 112, 224, 24, 64, 64),
    (128, 128, 256, 24, 64, 64),
    (112, 144, 288, 32, 64, 64),
    (256, 160, 320, 32, 128, 128),
    None,
    (256, 160, 320, 32, 128, 128),
    (384, 192, 384, 48, 128, 128),
)


def inception() -> Any:
    def conv(x: Any, width: int, size: int = 1, strides: int = 1) -> Any:
        return layers.Conv2D(width, size, strides, padding="same", activation="relu")(x)

    def halve(x: Any) -> Any:
        return layers.MaxPooling2D(3, 2, padding="same")(x)

    image = Input((224, 224, 3))
    x = halve(conv(image, 64, 7, 2))
    x = halve(conv(conv(x, 64), 192, 3))
    for widths in _MODULES:
        if widths is None:
            x = halve(x)
            continue
        one, three_in, three, five_in, five, pooled = widths
        pool = layers.MaxPooling2D(3, 1, padding="same")(x)
        branches = [
            conv(x, one),
            conv(conv(x, three_in), three, 3),
            conv(conv(x, five_in), five, 5),
            conv(pool, pooled),
        ]
        x = layers.Concatenate()(branches)
    x = layers.Dropout(0.4)(layers.GlobalAveragePooling2D()(x))
    return Model(image, layers.Dense(1000, activation="softmax")(x))


class _Positions(layers.Layer):  # type: ignore[misc]  # Keras has no types
    def __init__(self, length: int, width: int) -> None:
        super().__init__()
        self.place = layers.Embedding(length, width)
        self.supports_masking = True

    def call(self, x: Any) -> Any:
        from keras import ops

        return x + self.place(ops.arange(ops.shape(x)[1]))


def transformer_encoder() -> Any:
    words = Input((None,), dtype="int32")
    x = layers.Embedding(8000, 256, mask_zero=True)(words)
    x = layers.Dropout(0.1)(_Positions(256, 256)(x))
    for _ in range(4):
        looked = layers.MultiHeadAttention(8, 32, dropout=0.1)(x, x)
        x = layers.LayerNormalization(epsilon=1e-6)(x + layers.Dropout(0.1)(looked))
        inner = layers.Dense(256)(layers.Dense(1024, activation="relu")(x))
        x = layers.LayerNormalization(epsilon=1e-6)(x + layers.Dropout(0.1)(inner))
    return Model(words, layers.Dense(2, activation="softmax")(layers.GlobalAveragePooling1D()(x)))


def gru_attention() -> Any:
    source, previous = Input((None,), dtype="int32"), Input((None,), dtype="int32")
    read = layers.Embedding(15000, 256, mask_zero=True)(source)
    encoder = layers.Bidirectional(layers.GRU(256, return_sequences=True, return_state=True))
    vectors, forward, backward = encoder(read)
    state = layers.Concatenate()([forward, backward])
    written = layers.Embedding(15000, 256, mask_zero=True)(previous)
    decoder = layers.GRU(512, return_sequences=True)(written, initial_state=state)
    looked = layers.AdditiveAttention()([decoder, vectors])
    thought = layers.Dense(512, activation="tanh")(layers.Concatenate()([looked, decoder]))
    return Model([source, previous], layers.Dense(15000, activation="softmax")(thought))


REFERENCES = {
    "resnet50": resnet50,
    "unet": unet,
    "inception": inception,
    "transformer-encoder": transformer_encoder,
    "gru-attention": gru_attention,
}
