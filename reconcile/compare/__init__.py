"""Set the claims of one group against each other: a ladder for each slot, then a verdict.

NOT_COMPARABLE comes first on every ladder: a false alarm costs more trust than a missed line.
"""

from reconcile.compare.values import compare_values
from reconcile.compare.verdicts import judge_group

__all__ = ["compare_values", "judge_group"]
