"""Makes and renews the Python environment. Runs under the machine's bare Python: standard library only."""


class BootstrapError(Exception):
    """The environment cannot be made; the message is the sentence that people read."""
