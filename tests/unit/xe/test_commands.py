"""Every command: which calls it makes, with which arguments, and what it prints."""

import pytest
from cli_recorder import ran

from toolstack.datamodel import errors
from toolstack.datamodel.vm_enums import VmPowerState
from toolstack.xe.catalog import commands

NETWORK = {
    "name_label": "n",
    "name_description": "",
    "MTU": 1500,
    "bridge": "",
    "managed": True,
    "other_config": {},
    "tags": [],
}
VIF = {
    "device": "0",
    "network": "OpaqueRef:N",
    "VM": "OpaqueRef:V",
    "MAC": "",
    "MTU": 1500,
    "other_config": {},
    "qos_algorithm_type": "",
    "qos_algorithm_params": {},
    "locking_mode": "network_default",
    "currently_attached": False,
    "ipv4_allowed": [],
    "ipv6_allowed": [],
    "trunks": [],
}

SIMPLE = {
    "network-create name-label=n": (["network.create", NETWORK], "uuid of network"),
    "network-create name-label=n name-description=d MTU=9000 bridge=b managed=no": (
        ["network.create", {**NETWORK, "name_description": "d", "MTU": 9000, "bridge": "b", "managed": False}],
        "uuid of network",
    ),
    "network-destroy uuid=N": (["network.destroy", "OpaqueRef:N"], None),
    "network-attach uuid=N host-uuid=H": (["network.attach", "OpaqueRef:N", "OpaqueRef:H"], None),
    "pif-plug uuid=P": (["PIF.plug", "OpaqueRef:P"], None),
    "pif-unplug uuid=P": (["PIF.unplug", "OpaqueRef:P"], None),
    "pif-scan host-uuid=H": (["PIF.scan", "OpaqueRef:H"], None),
    "pif-introduce host-uuid=H device=eth9": (["PIF.introduce", "OpaqueRef:H", "", "eth9", True], "uuid of PIF"),
    "pif-introduce host-uuid=H device=eth9 mac=m managed=f": (
        ["PIF.introduce", "OpaqueRef:H", "m", "eth9", False],
        "uuid of PIF",
    ),
    "pif-forget uuid=P": (["PIF.forget", "OpaqueRef:P"], None),
    "pif-db-forget uuid=P": (["PIF.db_forget", "OpaqueRef:P"], None),
    "pif-reconfigure-ip uuid=P mode=DHCP": (["PIF.reconfigure_ip", "OpaqueRef:P", "DHCP", "", "", "", ""], None),
    "pif-reconfigure-ip uuid=P mode=static ip=1 netmask=2 gateway=3 dns=4": (
        ["PIF.reconfigure_ip", "OpaqueRef:P", "Static", "1", "2", "3", "4"],
        None,
    ),
    "pif-reconfigure-ip uuid=P mode=none Netmask=2 Gateway=3": (
        ["PIF.reconfigure_ip", "OpaqueRef:P", "None", "", "", "", ""],
        None,
    ),
    "pif-reconfigure-ipv6 uuid=P mode=autoconf ipV6=1 gateway=2 DNS=3": (
        ["PIF.reconfigure_ipv6", "OpaqueRef:P", "Autoconf", "1", "2", "3"],
        None,
    ),
    "pif-set-primary-address-type uuid=P primary_address_type=ipv6": (
        ["PIF.set_primary_address_type", "OpaqueRef:P", "IPv6"],
        None,
    ),
    "vif-destroy uuid=F": (["VIF.destroy", "OpaqueRef:F"], None),
    "vif-plug uuid=F": (["VIF.plug", "OpaqueRef:F"], None),
    "vif-unplug uuid=F": (["VIF.unplug", "OpaqueRef:F"], None),
    "vif-unplug uuid=F --force": (["VIF.unplug_force", "OpaqueRef:F"], None),
    "vif-unplug uuid=F force=false": (["VIF.unplug", "OpaqueRef:F"], None),
    "vif-move uuid=F network-uuid=N": (["VIF.move", "OpaqueRef:F", "OpaqueRef:N"], None),
    "vif-configure-ipv4 uuid=F mode=none": (["VIF.configure_ipv4", "OpaqueRef:F", "None", "", ""], None),
    "vif-configure-ipv4 uuid=F mode=static address=a gateway=g": (
        ["VIF.configure_ipv4", "OpaqueRef:F", "Static", "a", "g"],
        None,
    ),
    "vif-configure-ipv6 uuid=F mode=Static address=a": (
        ["VIF.configure_ipv6", "OpaqueRef:F", "Static", "a", ""],
        None,
    ),
    "bond-create network-uuid=N pif-uuids=a,b": (
        ["Bond.create", "OpaqueRef:N", ["OpaqueRef:a", "OpaqueRef:b"], "", "balance-slb", {}],
        "uuid of Bond",
    ),
    "bond-create network-uuid=N pif-uuids=a mac=m mode=LACP properties:hashing_algorithm=src_mac": (
        ["Bond.create", "OpaqueRef:N", ["OpaqueRef:a"], "m", "lacp", {"hashing_algorithm": "src_mac"}],
        "uuid of Bond",
    ),
    "bond-destroy uuid=B": (["Bond.destroy", "OpaqueRef:B"], None),
    "bond-set-mode uuid=B mode=active-backup": (["Bond.set_mode", "OpaqueRef:B", "active-backup"], None),
    "bond-set-mode uuid=B mode=": (["Bond.set_mode", "OpaqueRef:B", "balance-slb"], None),
    "vlan-create pif-uuid=P vlan=5 network-uuid=N": (
        ["VLAN.create", "OpaqueRef:P", 5, "OpaqueRef:N"],
        "uuid of PIF",
    ),
    "vlan-destroy uuid=V": (["VLAN.destroy", "OpaqueRef:V"], None),
    "tunnel-create pif-uuid=P network-uuid=N": (
        ["tunnel.create", "OpaqueRef:P", "OpaqueRef:N", "gre"],
        "uuid of PIF",
    ),
    "tunnel-create pif-uuid=P network-uuid=N protocol=VXLAN": (
        ["tunnel.create", "OpaqueRef:P", "OpaqueRef:N", "vxlan"],
        "uuid of PIF",
    ),
    "tunnel-destroy uuid=T": (["tunnel.destroy", "OpaqueRef:T"], None),
    "network-sriov-create pif-uuid=P network-uuid=N": (
        ["network_sriov.create", "OpaqueRef:P", "OpaqueRef:N"],
        "uuid of network_sriov",
    ),
    "network-sriov-destroy uuid=S": (["network_sriov.destroy", "OpaqueRef:S"], None),
    "sdn-controller-introduce": (["SDN_controller.introduce", "ssl", "", 0], "uuid of SDN_controller"),
    "sdn-controller-introduce address=a protocol=pssl tcp-port=7": (
        ["SDN_controller.introduce", "pssl", "a", 7],
        "uuid of SDN_controller",
    ),
    "sdn-controller-forget uuid=S": (["SDN_controller.forget", "OpaqueRef:S"], None),
    "pool-set-vswitch-controller address=a": (["pool.set_vswitch_controller", "a"], None),
    "host-management-reconfigure pif-uuid=P": (["host.management_reconfigure", "OpaqueRef:P"], None),
    "host-management-disable": (["host.management_disable"], None),
    "host-emergency-management-reconfigure interface=eth1": (["host.local_management_reconfigure", "eth1"], None),
    "pool-management-reconfigure network-uuid=N": (["pool.management_reconfigure", "OpaqueRef:N"], None),
    "host-signal-networking-change": (["host.signal_networking_change"], None),
    "host-notify type=t": (["host.notify", "t", ""], None),
    "host-notify type=t params=p": (["host.notify", "t", "p"], None),
    "pool-join master-address=a master-username=u master-password=p": (
        ["pool.join", "a", "u", "p"],
        "Host agent will restart and attempt to join pool in 10.000 seconds...",
    ),
    "pool-join master-address=a master-username=u master-password=p --force": (
        ["pool.join_force", "a", "u", "p"],
        "Host agent will restart and attempt to join pool in 10.000 seconds...",
    ),
    "pool-eject host-uuid=H --force": (
        ["pool.eject", "OpaqueRef:H"],
        "Specified host will attempt to restart as a master of a new pool in 10.000 seconds...",
    ),
    "pool-emergency-reset-master master-address=a": (
        ["pool.emergency_reset_master", "a"],
        "Host agent will restart and become slave of a in 10.000 seconds...",
    ),
    "pool-emergency-transition-to-master --force": (
        ["pool.emergency_transition_to_master"],
        "Host agent will restart and transition to master in 10.000 seconds...",
    ),
    "pool-designate-new-master host-uuid=H": (["pool.designate_new_master", "OpaqueRef:H"], None),
    "pool-sync-database": (["pool.sync_database"], None),
    "pool-enable-tls-verification": (["pool.enable_tls_verification"], None),
    "pool-certificate-sync": (["pool.certificate_sync"], None),
    "pool-secret-rotate": (["pool.rotate_secret"], None),
    "pool-uninstall-ca-certificate name=c --force": (["pool.uninstall_ca_certificate", "c", True], None),
    "host-is-in-emergency-mode": (["host.is_in_emergency_mode"], "false"),
    "host-emergency-ha-disable --force": (["host.emergency_ha_disable", False], None),
    "host-shutdown-agent": (["host.shutdown_agent"], None),
    "host-set-hostname-live host-uuid=H host-name=n": (["host.set_hostname_live", "OpaqueRef:H", "n"], None),
    "host-syslog-reconfigure host-uuid=H": (["host.syslog_reconfigure", "OpaqueRef:H"], None),
    "host-call-plugin host-uuid=H plugin=p fn=f args:a=1 args-b=2": (
        ["host.call_plugin", "OpaqueRef:H", "p", "f", {"a": "1", "b": "2"}],
        "",
    ),
    "host-forget uuid=H --force": (["host.destroy", "OpaqueRef:H"], None),
    "host-declare-dead uuid=H --force": (["host.declare_dead", "OpaqueRef:H"], None),
    "task-cancel uuid=T": (["task.cancel", "OpaqueRef:T"], None),
    "secret-create value=v": (["secret.create", {"value": "v", "other_config": {}}], "uuid of secret"),
    "secret-destroy uuid=S": (["secret.destroy", "OpaqueRef:S"], None),
    "message-create name=n priority=3 body=b host-uuid=H": (["message.create", "n", 3, "Host", "H", "b"], None),
    "message-create name=n priority=3 body=b vm-uuid=V": (["message.create", "n", 3, "VM", "V", "b"], None),
    "message-destroy uuid=M": (["message.destroy_many", ["OpaqueRef:M"]], None),
    "message-destroy uuids=M,N": (["message.destroy_many", ["OpaqueRef:M", "OpaqueRef:N"]], None),
    "user-password-change old=o new=n": (["session.change_password", "o", "n"], None),
    "session-subject-identifier-logout subject-identifier=s": (["session.logout_subject_identifier", "s"], None),
    "vm-destroy uuid=V": (["VM.destroy", "OpaqueRef:V"], None),
}

_LOOKUPS = ("get_by_uuid", "get_uuid", "get_untagged_PIF", "get_access_PIF", "get_MTU", "get_all")


@pytest.mark.parametrize("line", SIMPLE)
async def test_what_a_command_calls_and_prints(line):
    call, printed = SIMPLE[line]
    status, paper, recorder = await ran(*line.split(" "))
    made = [each for each in recorder.calls if not each[0].endswith(_LOOKUPS)]
    if call[0] != "session.logout_subject_identifier":
        assert made == [tuple(call)]
    assert paper.out == ("" if printed is None else f"{printed}\n")
    assert (status, paper.err, paper.errors) == (0, "", [])


@pytest.mark.parametrize("line", [line for line in SIMPLE if "=" in line])
async def test_required_parameters_are_asked_for_before_logging_in(line):
    words = line.split(" ")
    for missing in commands()[words[0]].required:
        left = [word for word in words if not word.startswith(f"{missing}=")]
        status, paper, recorder = await ran(*left)
        assert (status, paper.out) == (1, "")
        assert paper.err == f"Required parameter not found: {missing}\nFor usage run: 'xe help'\n"
        assert not recorder.sessions


@pytest.mark.parametrize("line", ["network-destroy uuid=N", "pool-sync-database", "host-is-in-emergency-mode"])
async def test_scripts_get_a_line_from_every_command(line):
    status, paper, _ = await ran(*line.split(" "), "--minimal")
    assert (status, paper.out) == (0, "\n")


async def test_local_commands_use_a_local_session():
    _, _, recorder = await ran("host-is-in-emergency-mode")
    assert recorder.sessions == ["session.slave_local_login_with_password", "session.local_logout"]
    _, _, recorder = await ran("pif-plug", "uuid=P")
    assert recorder.sessions == ["session.login_with_password", "session.logout"]


async def test_vif_create():
    status, paper, recorder = await ran("vif-create", "device=0", "network-uuid=N", "vm-uuid=V")
    assert recorder.calls == [
        ("VM.get_by_uuid", "V"),
        ("network.get_by_uuid", "N"),
        ("network.get_MTU", "OpaqueRef:N"),
        ("VIF.create", VIF),
        ("VIF.get_uuid", "OpaqueRef:VIF"),
    ]
    assert (status, paper.out) == (0, "uuid of VIF\n")


async def test_random_mac_addresses_are_locally_administered():
    seen = set()
    for _ in range(20):
        _, _, recorder = await ran("vif-create", "device=0", "network-uuid=N", "vm-uuid=V", "mac=random")
        mac = next(call[1]["MAC"] for call in recorder.calls if call[0] == "VIF.create")
        assert int(mac[:2], 16) & 3 == 2
        assert len(mac) == 17
        seen.add(mac)
    assert len(seen) == 20


async def test_pool_vlan_create():
    made = ["OpaqueRef:1", "OpaqueRef:2"]
    status, paper, recorder = await ran(
        "pool-vlan-create", "pif-uuid=P", "vlan=5", "network-uuid=N", answers={"pool.create_VLAN_from_PIF": made}
    )
    assert ("pool.create_VLAN_from_PIF", "OpaqueRef:P", "OpaqueRef:N", 5) in recorder.calls
    assert (status, paper.out) == (0, "uuid of 1\nuuid of 2\n")


async def test_vlan_destroy_by_the_uuid_of_the_pif():
    answers = {"VLAN.get_by_uuid": errors.UUID_INVALID("VLAN", "X")}
    status, paper, recorder = await ran("vlan-destroy", "uuid=X", answers=answers)
    assert recorder.calls[-1] == ("PIF.destroy", "OpaqueRef:X")
    assert (status, paper.err) == (0, "")


@pytest.mark.parametrize(
    ("first", "second", "shown"),
    [
        (errors.UUID_INVALID("VLAN", "X"), errors.UUID_INVALID("PIF", "X"), "type: VLAN\nuuid: X\n"),
        (errors.HOST_OFFLINE("h"), None, "host: h\n"),
    ],
)
async def test_vlan_destroy_tells_the_first_error(first, second, shown):
    answers = {"VLAN.get_by_uuid": first} | ({"PIF.get_by_uuid": second} if second else {})
    status, paper, recorder = await ran("vlan-destroy", "uuid=X", answers=answers)
    assert status == 1
    assert paper.err.endswith(shown)
    assert not any(call[0] == "PIF.destroy" for call in recorder.calls)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("vlan-create pif-uuid=P vlan=x network-uuid=N", "Failed to parse parameter 'vlan': expecting an integer"),
        ("vif-configure-ipv4 uuid=F mode=static", "Required parameter not found: address"),
        ("vif-configure-ipv6 uuid=F mode=Static", "Required parameter not found: address"),
        ("pif-reconfigure-ip uuid=P mode=FOO", "Expected one of 'None', 'DHCP', 'Static', got foo"),
        ("pif-reconfigure-ipv6 uuid=P mode=x", "Expected one of 'None', 'DHCP', 'Static', 'Autoconf', got x"),
        ("pif-set-primary-address-type uuid=P primary_address_type=x", "Expected one of 'IPv4', 'IPv6', got x"),
        ("vif-configure-ipv4 uuid=F mode=x", "Expected one of 'None', 'Static', 'DHCP', got x"),
        ("bond-create network-uuid=N pif-uuids=P mode=Foo", "Invalid bond mode. Got Foo"),
        ("bond-set-mode uuid=B mode=foo", "Invalid bond mode. Got foo"),
        ("tunnel-create pif-uuid=P network-uuid=N protocol=x", "Expected one of 'gre', 'vxlan', got x"),
        ("sdn-controller-introduce tcp-port=x", "port field should be an integer"),
        ("sdn-controller-introduce protocol=tcp", "Expected one of 'ssl', 'pssl', got tcp"),
        ("host-reboot", "No matching hosts found"),
        ("vm-start vm=x", "No matching VMs found"),
        (
            "message-create name=n priority=3 body=b",
            "Must specify exactly one of vm-uuid, pool-uuid, sr-uuid or host-uuid",
        ),
        ("event-wait class=bond", "Class 'bond' not currently implemented"),
        ("event-wait class=pif foo=1", "key missing: foo"),
    ],
)  # fmt: skip
async def test_what_the_command_line_refuses_by_itself(line, error):
    status, paper, _ = await ran(*line.split(" "))
    assert (status, paper.out, paper.err) == (1, "", f"Error: {error}\n")


async def test_a_flag_that_is_none():
    status, paper, _ = await ran("vif-unplug", "uuid=F", "force=maybe")
    assert status == 1
    assert paper.err.startswith("Error: Failed to parse parameter 'force': Expected 'true',")


async def test_joining_a_pool_that_cannot_be_reached_is_no_failure():
    answers = {"pool.join": errors.JOINING_HOST_CONNECTION_FAILED()}
    status, paper, _ = await ran(
        "pool-join", "master-address=a", "master-username=u", "master-password=p", answers=answers
    )
    assert (status, paper.err) == (0, "")
    assert paper.out.count("\n") == 2


async def test_confirmation():
    line = ("host-forget", "uuid=H")
    status, paper, recorder = await ran(*line, line=" YES ")
    assert status == 0
    assert recorder.calls[-1] == ("host.destroy", "OpaqueRef:H")
    assert paper.out.endswith("Type 'yes' to continue\n")
    status, paper, recorder = await ran(*line, line="y")
    assert status == 0
    assert recorder.calls[-1] == ("host.get_by_uuid", "H")
    assert paper.out.endswith("Type 'yes' to continue\nAborted (you typed: 'y')\n")


async def test_files_of_the_client():
    files = {"/tmp/ca.pem": b"PEM"}
    status, _, recorder = await ran("pool-install-ca-certificate", "filename=/tmp/ca.pem", files=files)
    assert (status, recorder.calls[-1]) == (0, ("pool.install_ca_certificate", "ca.pem", "PEM"))
    status, paper, recorder = await ran("pool-crl-install", "filename=/tmp/none")
    assert (status, paper.err, recorder.calls) == (1, "Failed to read certificate\n", [])


HOSTS = {f"OpaqueRef:{n}": {"uuid": str(n), "name_label": f"host {n}", "hostname": f"h{n}"} for n in (1, 2)}


@pytest.mark.parametrize("selector", ["host=1", "host=h1", "host=host 1", "uuid=1", "hostname=h1"])
async def test_one_host_chosen(selector):
    answers = {"host.get_all_records_where": HOSTS}
    status, _, recorder = await ran("host-disable", selector, answers=answers)
    assert (status, recorder.calls[1:]) == (0, [("host.disable", "OpaqueRef:1", True)])


async def test_several_hosts_chosen():
    answers = {"host.get_all_records_where": HOSTS}
    status, paper, recorder = await ran("host-disable", answers=answers)
    assert (status, len(recorder.calls)) == (1, 1)
    multiple = "--multiple required to complete the operation"
    assert paper.err == f"Error: Multiple matching hosts found. {multiple}\n"
    status, paper, recorder = await ran("host-disable", "--multiple", "auto-enable=false", answers=answers)
    assert [call for call in recorder.calls if call[0] == "host.disable"] == [
        ("host.disable", "OpaqueRef:1", False),
        ("host.disable", "OpaqueRef:2", False),
    ]
    status, paper, _ = await ran("host-get-server-certificate", "--multiple", answers=answers)
    only_one = "Operation can only be performed on one host at a time"
    assert paper.err == f"Error: Multiple matching hosts found. {only_one}\n"


async def test_failures_of_several_are_told_at_the_end():
    answers = {"host.get_all_records_where": HOSTS, "host.reboot": errors.HOST_IN_USE("h", "VM", "v")}
    status, paper, recorder = await ran("host-reboot", "--multiple", answers=answers)
    assert status == 1
    assert len([call for call in recorder.calls if call[0] == "host.reboot"]) == 2
    assert [line[:23] for line in paper.out.splitlines()] == ["operation failed on 1: ", "operation failed on 2: "]


async def test_transfers_run_under_a_task():
    status, paper, recorder = await ran("pool-dump-database", "file-name=./f")
    assert paper.fetched == ("./f", "/pool/xmldbdump?session_id=OpaqueRef%3Asession&task_id=OpaqueRef%3Atask")
    assert [call[0] for call in recorder.calls] == ["task.create", "task.set_status", "task.destroy"]
    assert (status, paper.out) == (0, "")


def vm(number, **fields):
    return {"uuid": str(number), "name_label": f"vm {number}", "power_state": VmPowerState.HALTED, "VIFs": [],
            "is_control_domain": False, "is_a_template": False, **fields}  # fmt: skip


async def test_vms_chosen():
    vms = {"OpaqueRef:1": vm(1), "OpaqueRef:2": vm(2, is_control_domain=True), "OpaqueRef:3": vm(3, is_a_template=True)}
    answers = {"VM.get_all_records_where": vms}
    for words in ((), ("--multiple",), ("vm=1",), ("vm=vm 1",), ("power-state=halted",)):
        status, _, recorder = await ran("vm-start", *words, answers=answers)
        assert (status, recorder.calls[1:]) == (0, [("VM.start", "OpaqueRef:1", False, False)])
    for word in ("vm=2", "vm=3", "power-state=Halted"):
        status, paper, _ = await ran("vm-start", word, answers=answers)
        assert (status, paper.err) == (1, "Error: No matching VMs found\n")
    answers = {"VM.get_all_records_where": {"OpaqueRef:1": vm(1), "OpaqueRef:4": vm(4)}}
    status, paper, _ = await ran("vm-start", answers=answers)
    assert paper.err == "Error: Multiple matches VMs found. --multiple required to complete the operation\n"


async def test_mac_addresses_are_compared_in_any_case():
    answers = {"VIF.get_all_records_where": {"OpaqueRef:1": {"uuid": "1", "MAC": "02:00:00:00:00:aB", "device": "e"}}}
    for filters, shown in (("MAC=02:00:00:00:00:Ab", "1\n"), ("device=E", "\n"), ("device=e", "1\n")):
        _, paper, _ = await ran("vif-list", filters, "--minimal", answers=answers)
        assert paper.out == shown


async def test_root_on_the_socket_needs_no_name():
    assert (await ran("pool-sync-database", "username="))[0] == 0
