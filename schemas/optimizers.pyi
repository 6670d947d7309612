"""The optimizers of Keras 3.15.1, for editors; written by `python -m kbuild.building.catalog`."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

from kbuild.schemas.objects import Object

# An object, or what the language has in its place: a name, or `{name: {argument: value}}`.
_Written: TypeAlias = str | Mapping[str, Any] | Object

_Optimizer: TypeAlias = Literal["adadelta", "adafactor", "adagrad", "adam", "adamax", "adamw", "ftrl", "lion", "muon", "nadam", "rmsprop", "schedulefreeadamw", "sgd"] | _Written
_Schedule: TypeAlias = _Written
class Adadelta(Object):
    """Optimizer that implements the Adadelta algorithm."""

    learning_rate: _Schedule | float | _Written
    rho: float
    epsilon: float
    weight_decay: float | None
    clipnorm: float | None
    clipvalue: float | None
    global_clipnorm: float | None
    use_ema: bool
    ema_momentum: float
    ema_overwrite_frequency: int | None
    loss_scale_factor: float | None
    gradient_accumulation_steps: int | None
    name: str | None
    def __init__(self, *, learning_rate: _Schedule | float | _Written = ..., rho: float = ..., epsilon: float = ..., weight_decay: float | None = ..., clipnorm: float | None = ..., clipvalue: float | None = ..., global_clipnorm: float | None = ..., use_ema: bool = ..., ema_momentum: float = ..., ema_overwrite_frequency: int | None = ..., loss_scale_factor: float | None = ..., gradient_accumulation_steps: int | None = ..., name: str | None = ...) -> None: ...
class Adafactor(Object):
    """Optimizer that implements the Adafactor algorithm."""

    learning_rate: _Schedule | float | _Written
    beta_2_decay: float
    epsilon_1: float
    epsilon_2: float
    clip_threshold: float
    relative_step: bool
    weight_decay: float | None
    clipnorm: float | None
    clipvalue: float | None
    global_clipnorm: float | None
    use_ema: bool
    ema_momentum: float
    ema_overwrite_frequency: int | None
    loss_scale_factor: float | None
    gradient_accumulation_steps: int | None
    name: str | None
    def __init__(self, *, learning_rate: _Schedule | float | _Written = ..., beta_2_decay: float = ..., epsilon_1: float = ..., epsilon_2: float = ..., clip_threshold: float = ..., relative_step: bool = ..., weight_decay: float | None = ..., clipnorm: float | None = ..., clipvalue: float | None = ..., global_clipnorm: float | None = ..., use_ema: bool = ..., ema_momentum: float = ..., ema_overwrite_frequency: int | None = ..., loss_scale_factor: float | None = ..., gradient_accumulation_steps: int | None = ..., name: str | None = ...) -> None: ...
class Adagrad(Object):
    """Optimizer that implements the Adagrad algorithm."""

    learning_rate: _Schedule | float | _Written
    initial_accumulator_value: float
    epsilon: float
    weight_decay: float | None
    clipnorm: float | None
    clipvalue: float | None
    global_clipnorm: float | None
    use_ema: bool
    ema_momentum: float
    ema_overwrite_frequency: int | None
    loss_scale_factor: float | None
    gradient_accumulation_steps: int | None
    name: str | None
    def __init__(self, *, learning_rate: _Schedule | float | _Written = ..., initial_accumulator_value: float = ..., epsilon: float = ..., weight_decay: float | None = ..., clipnorm: float | None = ..., clipvalue: float | None = ..., global_clipnorm: float | None = ..., use_ema: bool = ..., ema_momentum: float = ..., ema_overwrite_frequency: int | None = ..., loss_scale_factor: float | None = ..., gradient_accumulation_steps: int | None = ..., name: str | None = ...) -> None: ...
class Adam(Object):
    """Optimizer that implements the Adam algorithm."""

    learning_rate: _Schedule | float | _Written
    beta_1: float | _Written
    beta_2: float | _Written
    epsilon: float
    amsgrad: bool
    weight_decay: float | None
    clipnorm: float | None
    clipvalue: float | None
    global_clipnorm: float | None
    use_ema: bool
    ema_momentum: float
    ema_overwrite_frequency: int | None
    loss_scale_factor: float | None
    gradient_accumulation_steps: int | None
    name: str | None
    def __init__(self, *, learning_rate: _Schedule | float | _Written = ..., beta_1: float | _Written = ..., beta_2: float | _Written = ..., epsilon: float = ..., amsgrad: bool = ..., weight_decay: float | None = ..., clipnorm: float | None = ..., clipvalue: float | None = ..., global_clipnorm: float | None = ..., use_ema: bool = ..., ema_momentum: float = ..., ema_overwrite_frequency: int | None = ..., loss_scale_factor: float | None = ..., gradient_accumulation_steps: int | None = ..., name: str | None = ...) -> None: ...
class AdamW(Object):
    """Optimizer that implements the AdamW algorithm."""

    learning_rate: _Schedule | float | _Written
    weight_decay: float
    beta_1: float | _Written
    beta_2: float | _Written
    epsilon: float
    amsgrad: bool
    clipnorm: float | None
    clipvalue: float | None
    global_clipnorm: float | None
    use_ema: bool
    ema_momentum: float
    ema_overwrite_frequency: int | None
    loss_scale_factor: float | None
    gradient_accumulation_steps: int | None
    name: str | None
    def __init__(self, *, learning_rate: _Schedule | float | _Written = ..., weight_decay: float = ..., beta_1: float | _Written = ..., beta_2: float | _Written = ..., epsilon: float = ..., amsgrad: bool = ..., clipnorm: float | None = ..., clipvalue: float | None = ..., global_clipnorm: float | None = ..., use_ema: bool = ..., ema_momentum: float = ..., ema_overwrite_frequency: int | None = ..., loss_scale_factor: float | None = ..., gradient_accumulation_steps: int | None = ..., name: str | None = ...) -> None: ...
class Adamax(Object):
    """Optimizer that implements the Adamax algorithm."""

    learning_rate: _Schedule | float | _Written
    beta_1: float
    beta_2: float
    epsilon: float
    weight_decay: float | None
    clipnorm: float | None
    clipvalue: float | None
    global_clipnorm: float | None
    use_ema: bool
    ema_momentum: float
    ema_overwrite_frequency: int | None
    loss_scale_factor: float | None
    gradient_accumulation_steps: int | None
    name: str | None
    def __init__(self, *, learning_rate: _Schedule | float | _Written = ..., beta_1: float = ..., beta_2: float = ..., epsilon: float = ..., weight_decay: float | None = ..., clipnorm: float | None = ..., clipvalue: float | None = ..., global_clipnorm: float | None = ..., use_ema: bool = ..., ema_momentum: float = ..., ema_overwrite_frequency: int | None = ..., loss_scale_factor: float | None = ..., gradient_accumulation_steps: int | None = ..., name: str | None = ...) -> None: ...
class Ftrl(Object):
    """Optimizer that implements the FTRL algorithm."""

    learning_rate: _Schedule | float | _Written
    learning_rate_power: float
    initial_accumulator_value: float
    l1_regularization_strength: float
    l2_regularization_strength: float
    l2_shrinkage_regularization_strength: float
    beta: float
    weight_decay: float | None
    clipnorm: float | None
    clipvalue: float | None
    global_clipnorm: float | None
    use_ema: bool
    ema_momentum: float
    ema_overwrite_frequency: int | None
    loss_scale_factor: float | None
    gradient_accumulation_steps: int | None
    name: str | None
    def __init__(self, *, learning_rate: _Schedule | float | _Written = ..., learning_rate_power: float = ..., initial_accumulator_value: float = ..., l1_regularization_strength: float = ..., l2_regularization_strength: float = ..., l2_shrinkage_regularization_strength: float = ..., beta: float = ..., weight_decay: float | None = ..., clipnorm: float | None = ..., clipvalue: float | None = ..., global_clipnorm: float | None = ..., use_ema: bool = ..., ema_momentum: float = ..., ema_overwrite_frequency: int | None = ..., loss_scale_factor: float | None = ..., gradient_accumulation_steps: int | None = ..., name: str | None = ...) -> None: ...
class Lamb(Object):
    """Optimizer that implements the Lamb algorithm."""

    learning_rate: _Schedule | float | _Written
    beta_1: float | _Written
    beta_2: float | _Written
    epsilon: float
    weight_decay: float | None
    clipnorm: float | None
    clipvalue: float | None
    global_clipnorm: float | None
    use_ema: bool
    ema_momentum: float
    ema_overwrite_frequency: int | None
    loss_scale_factor: float | None
    gradient_accumulation_steps: int | None
    name: str | None
    def __init__(self, *, learning_rate: _Schedule | float | _Written = ..., beta_1: float | _Written = ..., beta_2: float | _Written = ..., epsilon: float = ..., weight_decay: float | None = ..., clipnorm: float | None = ..., clipvalue: float | None = ..., global_clipnorm: float | None = ..., use_ema: bool = ..., ema_momentum: float = ..., ema_overwrite_frequency: int | None = ..., loss_scale_factor: float | None = ..., gradient_accumulation_steps: int | None = ..., name: str | None = ...) -> None: ...
class Lion(Object):
    """Optimizer that implements the Lion algorithm."""

    learning_rate: _Schedule | float | _Written
    beta_1: float
    beta_2: float | _Written
    weight_decay: float | None
    clipnorm: float | None
    clipvalue: float | None
    global_clipnorm: float | None
    use_ema: bool
    ema_momentum: float
    ema_overwrite_frequency: int | None
    loss_scale_factor: float | None
    gradient_accumulation_steps: int | None
    name: str | None
    def __init__(self, *, learning_rate: _Schedule | float | _Written = ..., beta_1: float = ..., beta_2: float | _Written = ..., weight_decay: float | None = ..., clipnorm: float | None = ..., clipvalue: float | None = ..., global_clipnorm: float | None = ..., use_ema: bool = ..., ema_momentum: float = ..., ema_overwrite_frequency: int | None = ..., loss_scale_factor: float | None = ..., gradient_accumulation_steps: int | None = ..., name: str | None = ...) -> None: ...
class LossScaleOptimizer(Object):
    """An optimizer that dynamically scales the loss to prevent underflow."""

    inner_optimizer: _Optimizer
    initial_scale: float
    dynamic_growth_steps: int
    name: str | None
    use_ema: bool
    def __init__(self, *, inner_optimizer: _Optimizer, initial_scale: float = ..., dynamic_growth_steps: int = ..., name: str | None = ..., use_ema: bool = ...) -> None: ...
class MultiOptimizer(Object):
    """An optimizer wrapper that delegates variables to different optimizers."""

    optimizer_map: _Optimizer | _Written
    loss_scale_factor: float | None
    name: str | None
    def __init__(self, *, optimizer_map: _Optimizer | _Written, loss_scale_factor: float | None = ..., name: str | None = ...) -> None: ...
class Muon(Object):
    """Optimizer that implements the Muon algorithm."""

    learning_rate: _Schedule | float | _Written
    adam_beta_1: float | _Written
    adam_beta_2: float | _Written
    adam_weight_decay: float
    epsilon: float
    weight_decay: float
    clipnorm: float | None
    clipvalue: float | None
    global_clipnorm: float | None
    use_ema: bool
    ema_momentum: float
    ema_overwrite_frequency: int | None
    loss_scale_factor: float | None
    gradient_accumulation_steps: int | None
    name: str | None
    exclude_layers: Sequence[str] | None
    exclude_embeddings: bool
    muon_a: float
    muon_b: float
    muon_c: float
    adam_lr_ratio: float
    momentum: float
    ns_steps: int
    nesterov: bool
    rms_rate: float | None
    def __init__(self, *, learning_rate: _Schedule | float | _Written = ..., adam_beta_1: float | _Written = ..., adam_beta_2: float | _Written = ..., adam_weight_decay: float = ..., epsilon: float = ..., weight_decay: float = ..., clipnorm: float | None = ..., clipvalue: float | None = ..., global_clipnorm: float | None = ..., use_ema: bool = ..., ema_momentum: float = ..., ema_overwrite_frequency: int | None = ..., loss_scale_factor: float | None = ..., gradient_accumulation_steps: int | None = ..., name: str | None = ..., exclude_layers: Sequence[str] | None = ..., exclude_embeddings: bool = ..., muon_a: float = ..., muon_b: float = ..., muon_c: float = ..., adam_lr_ratio: float = ..., momentum: float = ..., ns_steps: int = ..., nesterov: bool = ..., rms_rate: float | None = ...) -> None: ...
class Nadam(Object):
    """Optimizer that implements the Nadam algorithm."""

    learning_rate: _Schedule | float | _Written
    beta_1: float | _Written
    beta_2: float | _Written
    epsilon: float
    weight_decay: float | None
    clipnorm: float | None
    clipvalue: float | None
    global_clipnorm: float | None
    use_ema: bool
    ema_momentum: float
    ema_overwrite_frequency: int | None
    loss_scale_factor: float | None
    gradient_accumulation_steps: int | None
    name: str | None
    def __init__(self, *, learning_rate: _Schedule | float | _Written = ..., beta_1: float | _Written = ..., beta_2: float | _Written = ..., epsilon: float = ..., weight_decay: float | None = ..., clipnorm: float | None = ..., clipvalue: float | None = ..., global_clipnorm: float | None = ..., use_ema: bool = ..., ema_momentum: float = ..., ema_overwrite_frequency: int | None = ..., loss_scale_factor: float | None = ..., gradient_accumulation_steps: int | None = ..., name: str | None = ...) -> None: ...
class OptimizerMap(Object):
    """A class mapping variables to optimizers."""

    default_optimizer: _Optimizer
    optimizer_map: Mapping[str, _Optimizer] | None
    def __init__(self, *, default_optimizer: _Optimizer, optimizer_map: Mapping[str, _Optimizer] | None = ...) -> None: ...
class RMSprop(Object):
    """Optimizer that implements the RMSprop algorithm."""

    learning_rate: _Schedule | float | _Written
    rho: float
    momentum: float
    epsilon: float
    centered: bool
    weight_decay: float | None
    clipnorm: float | None
    clipvalue: float | None
    global_clipnorm: float | None
    use_ema: bool
    ema_momentum: float
    ema_overwrite_frequency: int | None
    loss_scale_factor: float | None
    gradient_accumulation_steps: int | None
    name: str | None
    def __init__(self, *, learning_rate: _Schedule | float | _Written = ..., rho: float = ..., momentum: float = ..., epsilon: float = ..., centered: bool = ..., weight_decay: float | None = ..., clipnorm: float | None = ..., clipvalue: float | None = ..., global_clipnorm: float | None = ..., use_ema: bool = ..., ema_momentum: float = ..., ema_overwrite_frequency: int | None = ..., loss_scale_factor: float | None = ..., gradient_accumulation_steps: int | None = ..., name: str | None = ...) -> None: ...
class SGD(Object):
    """Gradient descent (with momentum) optimizer."""

    learning_rate: _Schedule | float | _Written
    momentum: float
    nesterov: bool
    weight_decay: float | None
    clipnorm: float | None
    clipvalue: float | None
    global_clipnorm: float | None
    use_ema: bool
    ema_momentum: float
    ema_overwrite_frequency: int | None
    loss_scale_factor: float | None
    gradient_accumulation_steps: int | None
    name: str | None
    def __init__(self, *, learning_rate: _Schedule | float | _Written = ..., momentum: float = ..., nesterov: bool = ..., weight_decay: float | None = ..., clipnorm: float | None = ..., clipvalue: float | None = ..., global_clipnorm: float | None = ..., use_ema: bool = ..., ema_momentum: float = ..., ema_overwrite_frequency: int | None = ..., loss_scale_factor: float | None = ..., gradient_accumulation_steps: int | None = ..., name: str | None = ...) -> None: ...
class ScheduleFreeAdamW(Object):
    """Optimizer that implements the Schedule-Free AdamW algorithm."""

    learning_rate: _Schedule | float | _Written
    beta_1: float | _Written
    beta_2: float | _Written
    epsilon: float
    warmup_steps: int
    weight_decay: float | None
    clipnorm: float | None
    clipvalue: float | None
    global_clipnorm: float | None
    use_ema: bool
    ema_momentum: float
    ema_overwrite_frequency: int | None
    loss_scale_factor: float | None
    gradient_accumulation_steps: int | None
    name: str | None
    def __init__(self, *, learning_rate: _Schedule | float | _Written = ..., beta_1: float | _Written = ..., beta_2: float | _Written = ..., epsilon: float = ..., warmup_steps: int = ..., weight_decay: float | None = ..., clipnorm: float | None = ..., clipvalue: float | None = ..., global_clipnorm: float | None = ..., use_ema: bool = ..., ema_momentum: float = ..., ema_overwrite_frequency: int | None = ..., loss_scale_factor: float | None = ..., gradient_accumulation_steps: int | None = ..., name: str | None = ...) -> None: ...
