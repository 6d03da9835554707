"""nftables in process: libnftables by ctypes, about 0.2 ms a table where a forked `nft` takes 3 to 4.

A context belongs to the network namespace its thread is in when the context is made, so each call makes its own.
libnftables aborts the process when its socket's descriptor is 1024 or more (FD_SETSIZE): whoever holds many
descriptors keeps them above (see `namespaces`).
"""

import ctypes
from functools import cache

LIBRARY = "libnftables.so.1"
JSON_OUTPUT = 1 << 4
REFUSAL = "nftables refused without a word"
PROCESSING = "Could not process rule: "


@cache
def _library() -> ctypes.CDLL:
    library = ctypes.CDLL(LIBRARY)
    library.nft_ctx_new.restype = ctypes.c_void_p
    for name in ("nft_ctx_get_output_buffer", "nft_ctx_get_error_buffer"):
        getattr(library, name).restype = ctypes.c_char_p
        getattr(library, name).argtypes = [ctypes.c_void_p]
    for name in ("nft_ctx_buffer_output", "nft_ctx_buffer_error", "nft_ctx_free"):
        getattr(library, name).argtypes = [ctypes.c_void_p]
    library.nft_ctx_output_set_flags.argtypes = [ctypes.c_void_p, ctypes.c_uint]
    library.nft_run_cmd_from_buffer.argtypes = [ctypes.c_void_p, ctypes.c_char_p]
    return library


def run(text: str, *, json: bool = False) -> bytes:
    """Run nft commands, one transaction, in the current thread's namespace and return what nft printed.

    Raises OSError with nft's own first line of complaint.
    """
    library = _library()
    context = library.nft_ctx_new(0)
    if not context:
        raise OSError("libnftables could not open a netlink socket")
    try:
        library.nft_ctx_buffer_output(context)
        library.nft_ctx_buffer_error(context)
        if json:
            library.nft_ctx_output_set_flags(context, JSON_OUTPUT)
        if library.nft_run_cmd_from_buffer(context, text.encode()) != 0:
            complaint = (library.nft_ctx_get_error_buffer(context) or b"").decode(errors="replace").strip()
            raise OSError(complaint.partition("\n")[0].rpartition("Error: ")[2].removeprefix(PROCESSING) or REFUSAL)
        return bytes(library.nft_ctx_get_output_buffer(context) or b"")
    finally:
        library.nft_ctx_free(context)
