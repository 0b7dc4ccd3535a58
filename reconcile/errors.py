"""What can go wrong in a way that the user can mend; each message says what, where, what to do."""


class ReconcileError(Exception):
    """The base of every error that `reconcile` raises on purpose."""


class InputError(ReconcileError):
    """A path, file or article that cannot be used."""


class ConfigError(ReconcileError):
    """A setting that is unknown or has a wrong value; names its place."""


class ModelError(ReconcileError):
    """A model that is missing, broken or not what its hash promises."""
