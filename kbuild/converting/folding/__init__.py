"""Repeated structure, found and said once: `blocks` and `repeat` in place of the same entries.

```
tree --entries, order--> entries --candidates--> likenesses --parameters, choosing--> blocks and uses --> tree
```
"""

from kbuild.converting.folding.fold import folded

__all__ = ["folded"]
