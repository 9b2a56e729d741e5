"""Scoring: evidence and a merchant's profile in, an explained limit out. Pure arithmetic; time arrives as `as_of`."""

from scoring.authenticity import weigh
from scoring.keys import dedup_key, index_keys
from scoring.policy import Policy, current_policy, in_force, load_policy, policies_folder, read_policy
from scoring.recommend import recommend, recommend_from_items

__all__ = [
    "Policy",
    "current_policy",
    "dedup_key",
    "in_force",
    "index_keys",
    "load_policy",
    "policies_folder",
    "read_policy",
    "recommend",
    "recommend_from_items",
    "weigh",
]
