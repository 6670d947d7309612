from __future__ import annotations

from kbuild.reading import Problem, plain, read, resolve, resolve_parts

BLOCKS = """
blocks:
  Unit:
    params: {units: 4, skip: true}
    style: functional
    inputs: {x: {}}
    layers:
      out: {Add, from: [b, short or x]}
      a: {Dense: {units: "${units}"}, from: x}
      b: ReLU
      short: {Dense: {units: 1}, from: x, when: "${skip}"}
    outputs: out
  Cross:
    style: functional
    inputs: {x: {}, memory: {}}
    layers:
      att: {MultiHeadAttention: {num_heads: 2, key_dim: 3}, from: {query: x, value: memory}}
      norm: LayerNormalization
    outputs: norm
  Both:
    style: functional
    inputs: {x: {}}
    layers:
      l: {Dense: {units: 1}}
      r: {Dense: {units: 2}, from: x}
    outputs: {left: l, right: r}
  Chain:
    params: {units: 3}
    layers:
      - Dense: {units: "${units}"}
      - Dense: {units: 4}
      - ReLU: {name: end}
  Program:
    style: subclass
    inputs: {x: {}}
    layers: {d: {Dense: {units: 3}}}
    call: return d(x)
"""


def model(layers: str, outputs: str = "z", inputs: str = "x: {shape: [4]}") -> str:
    lines = "".join(f"    {line.strip()}\n" for line in layers.strip().split("\n"))
    return (
        f"{BLOCKS}model:\n"
        f"  style: functional\n"
        f"  inputs: {{{inputs}}}\n"
        f"  layers:\n"
        f"{lines}  outputs: {outputs}\n"
    )


def resolved(
    layers: str, outputs: str = "z", inputs: str = "x: {shape: [4]}"
) -> tuple[dict[str, object], object]:
    data = plain(resolve(read(model(layers, outputs, inputs))))
    assert isinstance(data, dict)
    return data["model"]["layers"], data["model"]["outputs"]


def wired(layers: str, outputs: str = "z", inputs: str = "x: {shape: [4]}") -> dict[str, object]:
    """Return what each entry is called with, with the entry above written out."""
    entries, _ = resolved(layers, outputs, inputs)
    links, above = dict[str, object](), inputs.partition(":")[0]
    for name, entry in entries.items():
        links[name] = entry.get("from", above) if isinstance(entry, dict) else above
        above = name
    return links


def problems(layers: str, outputs: str = "z", inputs: str = "x: {shape: [4]}") -> list[Problem]:
    return resolve_parts(read(model(layers, outputs, inputs)))[1]


def test_a_graph_without_words_stays_as_it_is() -> None:
    entries, outputs = resolved("a: {Dense: {units: 1}, from: z}\nz: {Add, from: [x, x]}")
    assert entries == {"a": {"Dense": {"units": 1}, "from": "z"}, "z": {"Add": None, "from": ["x", "x"]}}
    assert outputs == "z"


def test_a_repeated_entry_becomes_a_chain_whose_name_is_its_last() -> None:
    assert wired("h: {Dense: {units: 1}, repeat: 3, from: x}\nz: {Add, from: [h, x]}") == {
        "h_1": "x",
        "h_2": "h_1",
        "h_3": "h_2",
        "z": ["h_3", "x"],
    }


def test_a_repeated_entry_with_several_inputs_replaces_the_first() -> None:
    assert wired(
        "h: {Cross: {}, repeat: 2, from: {x: a, memory: b}}\nz: ReLU", "z", "a: {shape: [4]}, b: {shape: [4]}"
    ) == {
        "h_1_att": {"query": "a", "value": "b"},
        "h_1_norm": "h_1_att",
        "h_2_att": {"query": "h_1_norm", "value": "b"},
        "h_2_norm": "h_2_att",
        "z": "h_2_norm",
    }


def test_a_row_of_none_passes_its_input_on() -> None:
    assert wired("a: {Dense: {units: 1}}\nh: {ReLU, repeat: 0, from: a}\nz: {Add, from: [h, x]}") == {
        "a": "x",
        "z": ["a", "x"],
    }
    assert wired("a: {Dense: {units: 1}}\nh: {ReLU, repeat: 0}\nz: Flatten") == {"a": "x", "z": "a"}


def test_a_block_becomes_entries_with_its_name_before_theirs() -> None:
    assert wired("s: {Unit: {units: 8}}\nz: Flatten") == {
        "s_out": ["s_b", "s_short"],
        "s_a": "x",
        "s_b": "s_a",
        "s_short": "x",
        "z": "s_out",
    }


def test_what_when_leaves_out_is_replaced_by_the_other_of_two() -> None:
    assert wired("s: {Unit: {skip: false}, from: x}\nz: Flatten")["s_out"] == ["s_b", "x"]


def test_blocks_follow_one_another() -> None:
    links = wired("s: {Unit: {}, repeat: 2}\nz: {Unit: {}}", "z")
    assert links["s_2_a"] == "s_1_out"
    assert links["z_a"] == "s_2_out"


def test_outputs_name_what_a_block_returns() -> None:
    assert resolved("s: {Unit: {}}", "s")[1] == "s_out"
    assert resolved("s: {Unit: {}}", "[s]")[1] == ["s_out"]
    assert resolved("s: {Unit: {}}", "{y: s}")[1] == {"y": "s_out"}


def test_one_of_several_results_of_a_block_is_taken_by_name() -> None:
    links = wired('s: {Both: {}}\nz: {Add, from: ["s[left]", "s[right]"]}')
    assert links["z"] == ["s_l", "s_r"]


def test_a_sequential_block_names_its_layers_by_their_types() -> None:
    assert wired("s: {Chain: {}}\nz: Flatten") == {
        "s_dense_1": "x",
        "s_dense_2": "s_dense_1",
        "s_end": "s_dense_2",
        "z": "s_end",
    }


def test_a_name_that_became_an_entrys_name_is_no_argument_any_more() -> None:
    entries, _ = resolved("s: {Chain: {}}\nz: Flatten")
    assert entries["s_end"] in ({"ReLU": {}}, {"ReLU": {}, "from": "s_dense_2"})


def test_a_block_in_subclass_style_stays_a_nested_model() -> None:
    entries, _ = resolved("s: {Program: {}, from: x}\nz: Flatten")
    assert entries["s"] == {
        "Subclass": {"inputs": {"x": {}}, "layers": {"d": {"Dense": {"units": 3}}}, "call": "return d(x)"},
        "from": "x",
    }


def test_a_block_with_call_arguments_stays_a_nested_model() -> None:
    entries, _ = resolved("s: {Chain: {}, call: {training: false}}\nz: Flatten")
    entry = entries["s"]
    assert isinstance(entry, dict)
    assert list(entry) == ["Sequential", "call"]


def test_a_block_is_called_once_more_by_reuse() -> None:
    entries, outputs = resolved(
        "s: {Unit: {}, from: x}\nt: {reuse: s, from: y}\nz: {Add, from: [s, t]}",
        "[z, t]",
        "x: {shape: [4]}, y: {shape: [4]}",
    )
    assert entries["t_a"] == {"reuse": "s_a", "from": "y"}
    assert entries["t_out"] == {"reuse": "s_out", "from": ["t_b", "t_short"]}
    assert entries["z"] == {"Add": None, "from": ["s_out", "t_out"]}
    assert outputs == ["z", "t_out"]


def test_a_row_is_called_once_more_by_reuse() -> None:
    entries, _ = resolved("h: {Dense: {units: 4}, repeat: 2}\nt: {reuse: h, from: x}\nz: Flatten")
    assert entries["t_1"] == {"reuse": "h_1", "from": "x"}
    assert entries["t_2"] == {"reuse": "h_2", "from": "t_1"}
    assert entries["z"] == {"Flatten": None, "from": "t_2"}


def test_operations_in_a_block_are_copied_by_reuse() -> None:
    text = (
        "blocks: {A: {style: functional, inputs: {x: {}}, layers: {m: {ops.multiply: {x2: 2.0}, "
        "from: x}}, outputs: m}}\n"
        "model: {style: functional, inputs: {x: {shape: [4]}}, layers: {s: {A: {}}, t: {reuse: s, "
        "from: s}}, outputs: t}"
    )
    data = plain(resolve(read(text)))
    assert isinstance(data, dict)
    assert data["model"]["layers"]["t_m"] == {"ops.multiply": {"x2": 2.0}, "from": "s_m"}


def test_entries_may_stand_before_the_block_they_take() -> None:
    assert wired("z: {Add, from: [s, x]}\ns: {Unit: {}, from: x}")["z"] == ["s_out", "x"]


def test_call_arguments_name_results_of_blocks() -> None:
    entries, _ = resolved(
        "s: {Unit: {}, from: x}\n"
        "z: {LSTM: {units: 3}, from: x, call: {initial_state: [s, s], training: false, mode: text}}"
    )
    entry = entries["z"]
    assert isinstance(entry, dict)
    assert entry["call"] == {"initial_state": ["s_out", "s_out"], "training": False, "mode": "text"}


def test_a_nested_functional_model_is_resolved_too() -> None:
    entries, _ = resolved(
        "n: {Functional: {inputs: {x: {}}, layers: {s: {Unit: {}}}, outputs: s}, from: x}\nz: Flatten"
    )
    entry = entries["n"]
    assert isinstance(entry, dict)
    assert entry["Functional"]["outputs"] == "s_out"


def test_blocks_in_blocks_are_prefixed_twice() -> None:
    text = (
        "blocks: {A: {style: functional, inputs: {x: {}}, layers: {d: {Dense: {units: 1}}}, "
        "outputs: d}, B: {style: functional, inputs: {x: {}}, layers: {p: {A: {}, repeat: 2}, q: "
        "{Add, from: [p, x]}}, outputs: q}}\n"
        "model: {style: functional, inputs: {x: {shape: [4]}}, layers: {s: {B: {}}}, outputs: s}"
    )
    data = plain(resolve(read(text)))
    assert isinstance(data, dict)
    assert data["model"]["layers"] == {
        "s_p_1_d": {"Dense": {"units": 1}, "from": "x"},
        "s_p_2_d": {"Dense": {"units": 1}},
        "s_q": {"Add": None, "from": ["s_p_2_d", "x"]},
    }
    assert data["model"]["outputs"] == "s_q"


# Mistakes


def test_a_result_that_is_left_out_is_named_with_the_line_that_leaves_it_out() -> None:
    (problem,) = problems("a: {ReLU, when: false}\nz: {Flatten, from: a}")
    assert (problem.code, problem.path) == ("left-out", "model.layers.z")
    assert problem.hint == "write `a or ...` with the result that takes its place"
    assert len(problem.related) == 1


def test_two_entries_of_one_name_after_expansion_are_refused() -> None:
    (problem,) = problems("h_1: {Dense: {units: 3}}\nh: {ReLU, repeat: 2}\nz: Flatten")
    assert (problem.code, problem.message) == ("duplicate-name", "two entries are named `h_1`")


def test_several_results_where_one_is_meant_are_refused() -> None:
    (problem,) = problems("s: {Both: {}}\nz: {Flatten, from: s}")
    assert problem.message == "`s` has several results: say which"
    (problem,) = problems('s: {Both: {}}\nz: {Flatten, from: "s[middle]"}')
    assert problem.message == "`s` has no result `middle`"


def test_a_block_with_several_results_cannot_follow_itself() -> None:
    (problem,) = problems('s: {Both: {}, repeat: 2}\nz: {Flatten, from: "s[left]"}')
    assert problem.code == "wrong-inputs"


def test_inputs_that_do_not_fit_a_block_are_refused() -> None:
    assert [p.code for p in problems("s: {Cross: {}, from: [x]}\nz: Flatten")] == ["wrong-inputs"]
    assert [p.code for p in problems("s: {Cross: {}, from: {x: x}}\nz: Flatten")] == ["wrong-inputs"]
    (problem,) = problems("s: {Cross: {}, from: {x: x, memry: x}}\nz: Flatten")
    assert (problem.code, problem.hint) == ("unknown-name", "did you mean `memory`?")


def test_a_block_that_passes_its_own_result_on_is_a_cycle() -> None:
    text = (
        "blocks: {A: {style: functional, inputs: {x: {}}, layers: {d: {Dense: {units: 1}, from: "
        "x}}, outputs: x}}\n"
        "model: {style: functional, inputs: {x: {shape: [4]}}, layers: {s: {A: {}, from: s}}, "
        "outputs: s}"
    )
    assert {problem.code for problem in resolve_parts(read(text))[1]} == {"cycle"}


def test_none_of_two_is_refused() -> None:
    (problem,) = problems("a: {ReLU, when: false}\nb: {ReLU, when: false}\nz: {Flatten, from: a or b}")
    assert problem.message == "none of `a or b` is in the model"


def test_the_first_entry_of_a_block_with_several_inputs_says_which_it_takes() -> None:
    text = (
        "blocks: {A: {style: functional, inputs: {x: {}, y: {}}, layers: {d: ReLU, e: {Add, from: "
        "[x, y]}}, outputs: e}}\n"
        "model: {style: functional, inputs: {x: {shape: [4]}}, layers: {s: {A: {}, from: [x, x]}}, "
        "outputs: s}"
    )
    assert [problem.code for problem in resolve_parts(read(text))[1]] == ["missing-from"]
