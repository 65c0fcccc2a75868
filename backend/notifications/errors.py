"""What can go wrong in telling people."""


class Undeliverable(Exception):  # named as the rest of the tree
    """The mail server refuses this mail for good; trying again changes nothing."""
