"""Claims and articles into groups: events first, then the questions that claims answer."""

from reconcile.cluster.answers import answer_prompts, group_answers
from reconcile.cluster.events import group_events
from reconcile.cluster.linkage import average_linkage

__all__ = ["answer_prompts", "average_linkage", "group_answers", "group_events"]
