"""VMs, as far as a network needs them: made, started, stopped and removed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolstack.xe.command import Selectors, command
from toolstack.xe.confirm import confirm
from toolstack.xe.error import CommandFailed
from toolstack.xe.selector import each, select_vms

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolstack.xe.command import Context

MEMORY = 256 * 1024 * 1024
"""Bytes of a new, empty VM."""


@command("vm-create", required="name-label", optional="name-description", hidden=True)
async def create(context: Context) -> None:
    """Make an empty VM."""
    given, api = context.arguments, context.api
    record = {
        "name_label": given.require("name-label"),
        "name_description": given.get("name-description"),
        "user_version": 1,
        "is_a_template": False,
        "affinity": "",
        "memory_static_max": MEMORY,
        "memory_dynamic_max": MEMORY,
        "memory_dynamic_min": MEMORY,
        "memory_static_min": MEMORY,
        "VCPUs_params": {},
        "VCPUs_max": 1,
        "VCPUs_at_startup": 1,
        "actions_after_shutdown": "destroy",
        "actions_after_reboot": "restart",
        "actions_after_crash": "restart",
        "PV_bootloader": "",
        "PV_kernel": "",
        "PV_ramdisk": "",
        "PV_args": "",
        "PV_bootloader_args": "",
        "PV_legacy_args": "",
        "HVM_boot_policy": "",
        "HVM_boot_params": {},
        "platform": {},
        "PCI_bus": "",
        "other_config": {},
        "recommendations": "",
        "ha_restart_priority": "",
    }
    ref = await api.call("VM.create", record)
    await context.out.list([await api.uuid("VM", ref)])


@command("vm-install", required="new-name-label", optional="template template-uuid name-description", common=True)
async def install(context: Context) -> None:
    """Make a VM of a template, given by its uuid or its label."""
    given, api = context.arguments, context.api
    wanted = given.get("template-uuid") or given.get("template")
    if not wanted:
        raise CommandFailed("No template specified: use template= or template-uuid=")
    found = [
        ref
        for ref, record in (await api.records("VM")).items()
        if record["is_a_template"] and wanted in (record["uuid"], record["name_label"])
    ]
    if len(found) != 1:
        raise CommandFailed("Multiple templates match" if found else "No templates matched")
    ref = await api.call("VM.clone", found[0], given.require("new-name-label"))
    await api.call("VM.set_name_description", ref, given.get("name-description"))
    await api.call("VM.provision", ref)
    await context.out.list([await api.uuid("VM", ref)])


async def _on_selected(context: Context, act: Callable[..., Any], *ignored: str) -> None:
    await each(context, await select_vms(context, ignored=ignored), act)


@command("vm-start", optional="force on paused", selectors=Selectors.VM, common=True)
async def start(context: Context) -> None:
    """Start VMs, on the host given by on= if there is one."""
    given, api = context.arguments, context.api
    paused, force = given.flag("paused"), given.flag("force")
    host = await _named_host(context, given.get("on")) if given.has("on") else None

    async def act(ref: str, _record: dict[str, Any]) -> None:
        if host is None:
            await api.call("VM.start", ref, paused, force)
        else:
            await api.call("VM.start_on", ref, host, paused, force)

    await _on_selected(context, act, "on", "paused")


async def _named_host(context: Context, wanted: str) -> str:
    hosts = await context.api.records("host")
    found = [r for r, rec in hosts.items() if wanted in (rec["uuid"], rec["hostname"], rec["name_label"])]
    if len(found) != 1:
        raise CommandFailed("Multiple matching hosts found" if found else "No matching hosts found")
    return found[0]


@command("vm-shutdown", optional="force", selectors=Selectors.VM, common=True)
async def shutdown(context: Context) -> None:
    """Ask VMs to stop, or stop them with --force."""
    method = "VM.hard_shutdown" if context.arguments.flag("force") else "VM.clean_shutdown"

    async def act(ref: str, _record: dict[str, Any]) -> None:
        await context.api.call(method, ref)

    await _on_selected(context, act)


@command("vm-reboot", optional="force", selectors=Selectors.VM, common=True)
async def reboot(context: Context) -> None:
    """Ask VMs to restart, or restart them with --force."""
    method = "VM.hard_reboot" if context.arguments.flag("force") else "VM.clean_reboot"

    async def act(ref: str, _record: dict[str, Any]) -> None:
        await context.api.call(method, ref)

    await _on_selected(context, act)


@command("vm-pause", selectors=Selectors.VM, common=True)
async def pause(context: Context) -> None:
    """Have VMs stand still."""

    async def act(ref: str, _record: dict[str, Any]) -> None:
        await context.api.call("VM.pause", ref)

    await _on_selected(context, act)


@command("vm-unpause", selectors=Selectors.VM, common=True)
async def unpause(context: Context) -> None:
    """Have VMs that stand still go on."""

    async def act(ref: str, _record: dict[str, Any]) -> None:
        await context.api.call("VM.unpause", ref)

    await _on_selected(context, act)


@command("vm-reset-powerstate", optional="force", selectors=Selectors.VM, common=True)
async def reset_powerstate(context: Context) -> None:
    """State that VMs do not run; with --force only, as this is not checked."""
    if not context.arguments.flag("force"):
        raise CommandFailed("This operation is extremely dangerous. It must be forced (use --force).")

    async def act(ref: str, _record: dict[str, Any]) -> None:
        await context.api.call("VM.power_state_reset", ref)

    await _on_selected(context, act)


@command("vm-destroy", required="uuid", common=True)
async def destroy(context: Context) -> None:
    """Remove a VM that does not run."""
    await context.api.call("VM.destroy", await context.api.by_uuid("VM", context.arguments.require("uuid")))


@command("vm-uninstall", optional="force", selectors=Selectors.VM, common=True)
async def uninstall(context: Context) -> None:
    """Remove VMs, stopping those that run."""
    records = await select_vms(context)
    if not context.arguments.flag("force"):
        await context.terminal.print("The following items are about to be destroyed")
        for record in records.values():
            await context.terminal.print(f"VM : {record['uuid']} ({record['name_label']})")
        await confirm(context)

    async def act(ref: str, record: dict[str, Any]) -> None:
        if record["power_state"] != "Halted":
            await context.api.call("VM.hard_shutdown", ref)
        await context.api.call("VM.destroy", ref)

    await each(context, records, act)
    await context.out.message("All objects destroyed")
