import socket
import subprocess
import sys

import pytest

REACH_OUT = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"


def test_the_guard_refuses_a_connection_from_a_test():
    with socket.socket() as one, pytest.raises(RuntimeError, match=r"socket\.connect"):
        one.connect(("192.0.2.1", 80))


def test_the_guard_refuses_looking_up_a_name():
    with pytest.raises(RuntimeError, match="look-up"):
        socket.getaddrinfo("example.org", 80)


def test_the_guard_refuses_a_connection_from_a_process_that_a_test_starts():
    done = subprocess.run([sys.executable, "-c", REACH_OUT], capture_output=True, text=True)
    assert done.returncode != 0
    assert "NetworkRefused" in done.stderr


def test_loopback_is_allowed():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()
