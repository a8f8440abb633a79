"""Lease files as dhclient writes them."""

from pathlib import Path

from toolstack.agent import lease_file


def test_a_lease_as_dhclient_writes_it() -> None:
    options = [("routers", "192.0.2.1"), ("domain-name", ""), ("dhcp-lease-time", "3600")]
    assert lease_file.text("xenbr0", "192.0.2.7/25", 1_700_000_000.0, options) == (
        "lease {\n"
        '  interface "xenbr0";\n'
        "  fixed-address 192.0.2.7;\n"
        "  option subnet-mask 255.255.255.128;\n"
        "  option routers 192.0.2.1;\n"
        "  option dhcp-lease-time 3600;\n"
        "  expire 2 2023/11/14 22:13:20;\n"
        "}\n"
    )


def test_a_lease_without_end_never_expires() -> None:
    assert "  expire never;\n" in lease_file.text("xenbr0", "192.0.2.7/24", 1.7e9 + 0xFFFFFFFE, [])


def test_a_file_is_replaced_and_removed(tmp_path: Path) -> None:
    lease_file.write(tmp_path, "xenbr0", "old")
    lease_file.write(tmp_path, "xenbr0", "new")
    path = tmp_path / "var/lib/xcp/dhclient-xenbr0.leases"
    assert path.read_text() == "new"
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    lease_file.remove(tmp_path, "xenbr0")
    lease_file.remove(tmp_path, "xenbr0")
    assert not path.exists()
