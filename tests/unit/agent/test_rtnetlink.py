import socket
import struct

import pytest

from toolstack.agent import rtnetlink
from toolstack.agent.rtnetlink import Address, Route


def body_of(command):
    return memoryview(command.body)


@pytest.mark.parametrize("text", ["10.0.0.1/24", "10.0.0.1/32", "2001:db8::1/64"])
def test_addresses_read_as_they_were_written(text):
    expected = Address(index=7, text=text, permanent=True, local=False)
    assert rtnetlink.parse_address(body_of(rtnetlink.add_address(7, "x", text))) == expected


@pytest.mark.parametrize(
    ("destination", "gateway"),
    [("0.0.0.0/0", "10.0.0.1"), ("10.1.0.0/16", "10.0.0.1"), ("::/0", "fe80::1"), ("2001:db8::/32", "fe80::1")],
)
def test_routes_read_as_they_were_written(destination, gateway):
    command = rtnetlink.put_route(7, "x", destination, gateway, replace=False)
    assert rtnetlink.parse_route(body_of(command)) == Route(7, destination, gateway, rtnetlink.PROTOCOL)


def test_messages_of_one_datagram():
    data = (
        rtnetlink.message(rtnetlink.NEWLINK, 2, 5, b"abc") + b"\0" + rtnetlink.message(rtnetlink.DONE, 0, 6, b"\0" * 4)
    )
    found = [(header.type, header.sequence, bytes(body)) for header, body in rtnetlink.messages(data)]
    assert found == [(rtnetlink.NEWLINK, 5, b"abc"), (rtnetlink.DONE, 6, b"\0" * 4)]


@pytest.mark.parametrize("size", [0, 3, 15, 17])
def test_cut_datagrams_do_no_harm(size):
    data = rtnetlink.message(rtnetlink.DONE, 0, 6, b"\0" * 4)[:size]
    assert len(list(rtnetlink.messages(data))) <= 1


def test_a_bridge_telling_of_its_port_is_no_link():
    body = struct.pack("=BxHiII", socket.AF_BRIDGE, 1, 3, 0, 0)
    assert rtnetlink.parse_link(memoryview(body)) is None
    assert rtnetlink.parse_link(memoryview(struct.pack("=BxHiII", 0, 1, 3, 1, 0))).up
