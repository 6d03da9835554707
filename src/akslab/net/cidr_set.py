"""Node IPAM's blocks: which /24 of the pod range the next node gets (N13-N15).

Next fit, as in kube-controller-manager: the search starts behind the block given last, so a released block is not
given again until the pointer has come around. A restart forgets the pointer; who restores a set occupies the blocks
of the nodes there are, and the first gap is filled first.
"""

from ipaddress import IPv4Network

BLOCK_LENGTH = 24
LARGEST_BITMAP = 16
"""Kubernetes keeps at most 2**16 blocks."""


class CidrSetError(Exception):
    """A block that can't be given, or is not of this range. The texts are Kubernetes' own."""


class CidrRangeExhaustedError(CidrSetError):
    """Every block is given (the node's event is CIDRNotAvailable)."""

    def __init__(self) -> None:
        super().__init__("CIDR allocation failed; there are no remaining CIDRs left to allocate in the accepted range")


class CidrSet:
    """The blocks of one cluster's pod range. Occupying or releasing twice is as good as once (N14)."""

    def __init__(self, cluster_cidr: str, block_length: int = BLOCK_LENGTH) -> None:
        """Divide `cluster_cidr` into blocks. Raises CidrSetError when that makes none, or too many."""
        self.cluster_cidr = IPv4Network(cluster_cidr)
        self.block_length = block_length
        bits = block_length - self.cluster_cidr.prefixlen
        if not 0 <= bits <= LARGEST_BITMAP:
            raise CidrSetError("New CIDR set failed; the node CIDR size is too big")
        self.count = 1 << bits
        self._used = bytearray(self.count)
        self._next_candidate = 0

    def allocate_next(self) -> str:
        """Take the first free block from the pointer on, wrapping around. Raises CidrRangeExhaustedError."""
        free = self._used.find(0, self._next_candidate)
        if free < 0:
            free = self._used.find(0)
        if free < 0:
            raise CidrRangeExhaustedError
        self._used[free] = 1
        self._next_candidate = (free + 1) % self.count
        return str(self._block(free))

    def occupy(self, cidr: str) -> None:
        """Mark every block that `cidr` touches. Raises CidrSetError when it lies outside the range (N15)."""
        self._mark(cidr, 1)

    def release(self, cidr: str) -> None:
        """Free every block that `cidr` touches. Raises CidrSetError when it lies outside the range."""
        self._mark(cidr, 0)

    def __len__(self) -> int:
        """Count the blocks that are taken."""
        return sum(self._used)

    def _block(self, index: int) -> IPv4Network:
        size = 1 << (32 - self.block_length)
        return IPv4Network((int(self.cluster_cidr.network_address) + index * size, self.block_length))

    def _mark(self, cidr: str, used: int) -> None:
        network = IPv4Network(cidr)
        if not network.overlaps(self.cluster_cidr):
            raise CidrSetError(f"cidr {cidr} is out the range of cluster cidr {self.cluster_cidr}")
        origin, shift = int(self.cluster_cidr.network_address), 32 - self.block_length
        first = max(0, int(network.network_address) - origin >> shift)
        last = min(self.count - 1, int(network.broadcast_address) - origin >> shift)
        for index in range(first, last + 1):
            self._used[index] = used
