import subprocess
import sys

import pytest

import kbuild.callbacks


def test_importing_the_package_loads_no_engine() -> None:
    code = (
        "import sys, kbuild.callbacks, kbuild.callbacks.checkpoints.store\n"
        "print(sorted({'keras', 'tensorflow', 'numpy', 'tensorboard'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_every_public_name_can_be_imported() -> None:
    for name in kbuild.callbacks.__all__:
        assert getattr(kbuild.callbacks, name).__name__ == name
    assert dir(kbuild.callbacks) == sorted(kbuild.callbacks.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Chekpoint'"):
        _ = kbuild.callbacks.Chekpoint
