from pathlib import Path

import keras
import numpy as np
import pytest
from google.protobuf import text_format
from tensorboard.plugins.projector import ProjectorConfig

from kbuild.callbacks.boards.projector import (
    Table,
    check_metadata,
    embedding_layers,
    labelled,
    write_config,
    write_labels,
    write_sprite,
    write_table,
)


def model() -> keras.Model:
    inner = keras.Sequential([keras.Input((2,)), keras.layers.Embedding(5, 3, name="inner")])
    x = keras.Input((2,), dtype="int32")
    return keras.Model(x, [inner(x), keras.layers.Embedding(4, 2, name='say "hi"')(x)])


def test_embedding_layers_are_found_in_nested_models_too() -> None:
    assert {layer.name for layer in embedding_layers(model())} == {"inner", 'say "hi"'}


def test_the_projector_reads_the_configuration(tmp_path: Path) -> None:
    layers = embedding_layers(model())
    write_config(tmp_path, labelled(layers, {"inner": "labels.tsv"}))
    config = ProjectorConfig()
    text_format.Parse((tmp_path / "projector_config.pbtxt").read_text(), config)
    found = {each.tensor_name: (each.tensor_path, each.metadata_path) for each in config.embeddings}
    assert found == {
        "inner": ("inner.embedding.tsv", "labels.tsv"),
        'say "hi"': ('say "hi".embedding.tsv', ""),
    }
    write_config(tmp_path, labelled(layers, "all.tsv"))
    assert (tmp_path / "projector_config.pbtxt").read_text().count("all.tsv") == 2


def test_labels_and_pictures_are_named_to_the_projector(tmp_path: Path) -> None:
    labels = write_labels(tmp_path, "vectors", {"class": ["a b", "c\td"], "found": ["a", "e"]})
    assert (tmp_path / labels).read_text() == "class\tfound\na b\ta\nc d\te\n"
    assert (tmp_path / write_labels(tmp_path, "one", {"class": ["a"]})).read_text() == "a\n"
    write_config(tmp_path, [Table("vectors", labels, write_sprite(tmp_path, "vectors", b"png", (8, 6)))])
    config = ProjectorConfig()
    text_format.Parse((tmp_path / "projector_config.pbtxt").read_text(), config)
    assert config.embeddings[0].metadata_path == labels
    assert list(config.embeddings[0].sprite.single_image_dim) == [8, 6]
    assert (tmp_path / config.embeddings[0].sprite.image_path).read_bytes() == b"png"


def test_a_table_holds_the_vectors(tmp_path: Path) -> None:
    vectors = np.random.default_rng(0).normal(size=(5, 3)).astype("float32")
    write_table(tmp_path, "words", vectors * 0)
    write_table(tmp_path, "words", vectors)
    assert [path.name for path in tmp_path.iterdir()] == ["words.embedding.tsv"]
    assert np.allclose(np.loadtxt(tmp_path / "words.embedding.tsv", delimiter="\t"), vectors, rtol=1e-5)


def test_metadata_of_a_layer_that_is_no_embedding_is_refused() -> None:
    with pytest.raises(ValueError, match=r"names \['outer'\]; the embedding layers are: inner, say"):
        check_metadata(embedding_layers(model()), {"outer": "x.tsv"})
    check_metadata([], None)
