"""Key material and the signing seam; never loads a file."""

from denizen.keys.algorithms import Algorithm
from denizen.keys.public_key import KeyId, PublicKey
from denizen.keys.signer import Signer
from denizen.keys.software import SoftwareSigner

__all__ = ["Algorithm", "KeyId", "PublicKey", "Signer", "SoftwareSigner"]
