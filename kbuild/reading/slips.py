"""Texts that were probably meant as something else: `None`, `(3, 3)`, `yes`."""

from __future__ import annotations

import re

from kbuild.schemas.writing.scalars import NUMBER

_SLIPS = {
    **dict.fromkeys(("none", "null", "nil", "undefined", "n/a", "~"), "null"),
    **dict.fromkeys(("true", "yes", "on", "y"), "true"),
    **dict.fromkeys(("false", "no", "off", "n"), "false"),
    **dict.fromkeys(("inf", "+inf", "infinity", "np.inf", "math.inf", "numpy.inf"), ".inf"),
    **dict.fromkeys(("-inf", "-infinity", "-np.inf", "-math.inf"), "-.inf"),
    **dict.fromkeys(("nan", "np.nan", "math.nan"), ".nan"),
}
_TUPLE = re.compile(r"[(\[][-+\w\s.,()\[\]]*[)\]]\Z")
_LISTED = re.compile(r"[-+\w.]+(\s*,\s+[-+\w.]+)+\Z")
_TIMES = re.compile(r"[0-9]+(\s*[xX]\s*[0-9]+)+\Z")
_DECIMAL_COMMA = re.compile(r"[-+]?[0-9]+,[0-9]+\Z")
_GROUPED = re.compile(r"[-+]?[0-9]{1,3}([_ ,'][0-9]{3})+\Z")
_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*%\Z")
_SUM = re.compile(r"[0-9.]+(\s*(\*\*|//|[-+*/^])\s*[0-9.]+)+\Z")


def slip(value: object) -> str | None:
    """Return what was probably meant by a text where another type is expected, or `None`.

    For hints only: a text is never taken for something else, because where a text is right, `on` and `None`
    are texts.

    Example:
        >>> slip("None"), slip("(3, 3)"), slip("True"), slip("relu")
        ('write null', 'write [3, 3]', 'write true', None)
    """
    if not isinstance(value, str) or len(value) > 200:
        return None
    text = value.strip()
    meant = _SLIPS.get(text.lower()) or _meant_number(text) or _meant_list(text)
    if meant is not None:
        return f"write {meant}"
    if _SUM.match(text):
        return f'write "${{{text.replace("^", "**")}}}"'
    return None


def _meant_number(text: str) -> str | None:
    if NUMBER.match(text):
        return f"{text} without quotes"
    if _GROUPED.match(text) and not text.lstrip("+-").startswith("0"):
        return re.sub(r"[_ ,']", "", text)
    if _DECIMAL_COMMA.match(text):
        return text.replace(",", ".")
    percent = _PERCENT.match(text)
    if percent is not None:
        return repr(round(float(percent[1]) / 100, 12))
    return None


def _meant_list(text: str) -> str | None:
    if _TIMES.match(text):
        return "[" + ", ".join(re.split(r"\s*[xX]\s*", text)) + "]"
    if _LISTED.match(text):
        return f"[{text}]"
    if not _TUPLE.match(text):
        return None
    if text[0] == "[":
        return f"{text} without quotes"
    listed = text.replace("(", "[").replace(")", "]")
    listed = re.sub(r",\s*\]", "]", listed)
    return re.sub(r"\bNone\b", "null", listed)
