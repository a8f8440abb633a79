from __future__ import annotations

import pytest
from world import error_of

from toolstack.rules import mac

SEED = "8f0e3e5c-2a57-4a0e-9f6d-0c1b2d3e4f50"


@pytest.mark.parametrize(
    ("seed", "device", "address"),
    [  # computed with Perl's Digest::MD5, step by step from the description of the algorithm
        (SEED, 0, "46:18:f8:15:57:a4"),
        (SEED, 1, "1a:cf:b7:71:f3:5e"),
        (SEED, 2, "72:ae:69:7f:f3:3a"),
        (SEED, 15, "16:7e:ef:e9:71:ae"),
        ("", 0, "d6:1d:8c:d9:ad:b2"),
    ],
)
def test_addresses_follow_from_seed_and_device(seed, device, address):
    assert mac.from_seed(seed, device) == address
    assert mac.parse(address) == address


def test_addresses_are_written_in_lower_case():
    assert mac.parse("02:AB:cD:00:00:0f") == "02:ab:cd:00:00:0f"


BAD = """02:00:00:00:00 02:00:00:00:00:00:00 02-00-00-00-00-00 0g:00:00:00:00:00 2:0:0:0:0:0 random
01:00:5e:00:00:01 ff:ff:ff:ff:ff:ff"""


@pytest.mark.parametrize("text", ["", "02:00:00:00:00:00\n", *BAD.split()])
def test_what_is_no_address_of_an_interface(text):
    assert error_of(mac.parse, text) == ["MAC_INVALID", text]


def test_seeds_differ():
    assert mac.new_seed() != mac.new_seed()
