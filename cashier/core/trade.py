"""Kinds of shops and of customers: the names that settings, rules and requests share.

Names only. `any` means that nobody said, and fits no rule that names a kind.
"""

from typing import Literal, get_args

Industry = Literal[
    "any",
    "grocery",
    "convenience",
    "restaurant",
    "pharmacy",
    "clothing",
    "electronics",
    "jewellery",
    "alcohol_tobacco",
    "fuel",
    "hotel",
    "entertainment",
    "beauty",
    "other",
]
CustomerGroup = Literal["any", "member", "senior", "minor", "student", "visitor", "business"]

ANY = "any"
INDUSTRIES: tuple[str, ...] = get_args(Industry)
CUSTOMER_GROUPS: tuple[str, ...] = get_args(CustomerGroup)
