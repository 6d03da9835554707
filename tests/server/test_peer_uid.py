"""The kernel's socket tables tell who is at the other end."""

import os
import socket

import pytest

from akslab.server.peer_uid import Address, peer_uid


@pytest.fixture
def server() -> "socket.socket":
    return socket.create_server(("127.0.0.1", 0))


def _ends(client: socket.socket, accepted: socket.socket) -> tuple[Address, Address]:
    return accepted.getpeername()[:2], accepted.getsockname()[:2]


def test_our_own_connection_is_ours(server: socket.socket) -> None:
    with server, socket.create_connection(server.getsockname()) as client, server.accept()[0] as accepted:
        assert peer_uid(*_ends(client, accepted)) == os.getuid()


def test_a_client_with_an_ipv6_socket_is_found_as_well(server: socket.socket) -> None:
    with server, socket.socket(socket.AF_INET6) as client:
        client.connect(("::ffff:127.0.0.1", server.getsockname()[1]))
        with server.accept()[0] as accepted:
            assert peer_uid(*_ends(client, accepted)) == os.getuid()


def test_a_connection_that_is_gone_belongs_to_nobody(server: socket.socket) -> None:
    with server:
        client = socket.create_connection(server.getsockname())
        with server.accept()[0] as accepted:
            ends = _ends(client, accepted)
            client.close()
            assert peer_uid(*ends) is None


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another user")
def test_another_users_connection_is_theirs(server: socket.socket) -> None:
    with server:
        child = os.fork()
        if child == 0:
            os.setuid(65534)
            with socket.create_connection(server.getsockname()) as client:
                client.recv(1)
            os._exit(0)
        with server.accept()[0] as accepted:
            assert peer_uid(accepted.getpeername(), accepted.getsockname()) == 65534
        os.waitpid(child, 0)
