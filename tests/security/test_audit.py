"""Laws 13 and 18: reading, checking and building open nothing outside, import, start and connect nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_STACK = "model:\n  style: sequential\n  layers:\n    - Input: {shape: [4]}\n"
_PROGRAM = "model:\n  style: subclass\n  inputs: {x: {shape: [4]}}\n  layers: {d: {Dense: {units: 4}}}\n"
_RIGHT = {
    "plain.yaml": _STACK
    + "    - Dense: {units: 3, activation: relu}\ncompile: {loss: mse, optimizer: adam}\n",
    "policy.yaml": _STACK + "    - Dense: {units: 3, dtype: mixed_float16}\n",
    "words.yaml": "model:\n  style: sequential\n  layers:\n    - Input: {shape: [1], dtype: string}\n"
    "    - StringLookup: {vocabulary: words.txt}\n",
    "program.yaml": _PROGRAM + "  call: |\n    for i in range(3):\n        x = d(x)\n    return x\n",
    "endless.yaml": _PROGRAM + "  call: |\n    i = 0\n    while i >= 0:\n        i = i + 1\n    return x\n",
    "evil.yaml": _STACK + "    - evil_module.Layer: {units: 1}\n",
    "evil_activation.yaml": _STACK + "    - Dense: {units: 1, activation: evil_module.f}\n",
    "evil_class.yaml": _STACK + "    - {module: evil_module, class_name: Layer, config: {}}\n",
}


def _audited(folder: Path, act: str) -> dict[str, object]:
    (folder / "documents").mkdir()
    for path in (ROOT / "tests/security/corpus").iterdir():
        shutil.copy(path, folder / "documents")
    for name, text in _RIGHT.items():
        (folder / "documents" / name).write_text(text)
    (folder / "documents" / "words.txt").write_text("a\nb\n")
    (folder / "evil_module.py").write_text("open('imported', 'w')\n")
    search = os.pathsep.join((str(ROOT), str(folder)))
    environment = {
        **{name: value for name, value in os.environ.items() if name != "PYTHONPYCACHEPREFIX"},
        "PYTHONPATH": search,
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    program = [sys.executable, str(ROOT / "tests/security/audited.py"), str(folder / "documents"), act]
    ended = subprocess.run(program, capture_output=True, text=True, env=environment, cwd=folder, check=False)
    assert ended.returncode == 0, ended.stderr[-3_000:]
    assert not (folder / "imported").exists()
    told: dict[str, object] = json.loads(ended.stdout.splitlines()[-1])
    return told


def test_loading_opens_imports_starts_and_connects_nothing(tmp_path: Path) -> None:
    assert _audited(tmp_path, "check") == {"accepted": 5, "seen": [], "changed": []}


def test_building_does_not_either_and_keras_is_afterwards_as_before(tmp_path: Path) -> None:
    assert _audited(tmp_path, "build") == {"accepted": 4, "seen": [], "changed": []}
