"""The few types that are not made by calling a class of Keras with the arguments as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kbuild.building.construct import converted, resolve
from kbuild.building.freezing import as_said
from kbuild.building.site import Site
from kbuild.schemas import catalog
from kbuild.schemas.errors import BuildError
from kbuild.schemas.models import Functional, Sequential, Subclass
from kbuild.schemas.objects import Object

Maker = Callable[[Any, Site, dict[str, Any]], Any]


def _sequential(spec: Sequential, site: Site, overrides: dict[str, Any]) -> Any:
    from kbuild.building.sequential import build_sequential

    name = overrides.get("name") or spec.name or "sequential"
    return build_sequential(spec, site.at(spec.type_name).within(name), name)


def _functional(spec: Functional, site: Site, overrides: dict[str, Any]) -> Any:
    from kbuild.building.functional import build_functional

    name = overrides.get("name") or spec.name or "functional"
    return build_functional(spec, site.at(spec.type_name).within(name), name)


def _subclass(spec: Subclass, site: Site, overrides: dict[str, Any]) -> Any:
    from kbuild.building.subclass_style import build_subclass

    name = overrides.get("name") or spec.name or "subclass"
    return build_subclass(spec, site.at(spec.type_name).within(name), name)


def _application(spec: Object, site: Site, overrides: dict[str, Any]) -> Any:
    here = site.at(spec.type_name)
    arguments = {**converted(spec, here), **overrides}
    arguments["weights"] = weights_path(spec, here)
    trainable = arguments.pop("trainable", True)
    with here.noted():
        return as_said(resolve(spec)(**arguments), trainable)


def weights_path(spec: Object, site: Site) -> str | None:
    """The weights file that an application names, or None for new weights.

    Raises:
        BuildError: If the weights would have to be downloaded, or the file lies outside the folder.
    """
    weights = spec.arguments().get("weights", "imagenet")
    if weights is None:
        return None
    if not str(weights).endswith((".h5", ".keras")):
        raise BuildError(
            f"{spec.type_name} would download the weights {weights!r}; a document downloads nothing",
            code="download",
            hint="write weights: null, or the path of a weights file beside the document",
        )
    if site.source is None:
        return str(weights)
    return str(site.source.file_within(str(weights)))


def _learning_rate_scheduler(spec: Object, site: Site, overrides: dict[str, Any]) -> Any:
    here = site.at(spec.type_name)
    arguments = converted(spec, here)
    schedule = arguments.pop("schedule")
    with here.noted():
        # Keras wants a plain number from the schedule; its own schedules answer with a tensor.
        return resolve(spec)(schedule=lambda epoch, _rate: float(schedule(epoch)), **arguments)


class _Makers(Mapping[tuple[str, str], Maker]):
    """All applications share one maker; the rest are listed."""

    _LISTED: Mapping[tuple[str, str], Maker] = {
        ("layer", "Sequential"): _sequential,
        ("layer", "Functional"): _functional,
        ("layer", "Subclass"): _subclass,
        ("callback", "LearningRateScheduler"): _learning_rate_scheduler,
    }

    def __getitem__(self, key: tuple[str, str]) -> Maker:
        if key[0] == "application" and catalog.find(*key) is not None:
            return _application
        return self._LISTED[key]

    def __iter__(self) -> Any:
        return iter(self._LISTED)

    def __len__(self) -> int:
        return len(self._LISTED)


SPECIAL: Mapping[tuple[str, str], Maker] = _Makers()
