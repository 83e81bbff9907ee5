"""The closed side's memory: original words and everything that leads back to a person, encrypted."""

from csa_research.vault.location import warn_location
from csa_research.vault.locker import Vault

__all__ = ["Vault", "warn_location"]
