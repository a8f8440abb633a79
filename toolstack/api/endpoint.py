"""What may be asked for over plain HTTP, apart from calls, and which role that takes.

The permission of an endpoint is ``http/<name>``.  The table holds everything that clients may have been given a
right for, also what this server answers with 404.
"""

from __future__ import annotations

from typing import NamedTuple

from toolstack.datamodel.model import Role


class Endpoint(NamedTuple):
    """A method of a path, or with a slash in its name something special that can be asked for there."""

    name: str
    method: str
    path: str
    role: Role
    client_cert: bool = False
    """Whether the role ``client-cert`` may use it although it is above READ_ONLY."""

    @property
    def permission(self) -> str:
        """Its name as a permission."""
        return f"http/{self.name}"


_ALL = (
    Endpoint("get_services", "GET", "/services", Role.READ_ONLY),
    Endpoint("post_services", "POST", "/services", Role.POOL_ADMIN),
    Endpoint("put_services", "PUT", "/services", Role.POOL_ADMIN),
    Endpoint("post_remote_db_access", "POST", "/remote_db_access", Role.POOL_ADMIN),
    Endpoint("post_remote_db_access_v2", "POST", "/remote_db_access_v2", Role.POOL_ADMIN),
    Endpoint("get_services_xenops", "GET", "/services/xenops", Role.VM_POWER_ADMIN),
    Endpoint("post_services_xenops", "POST", "/services/xenops", Role.VM_POWER_ADMIN, client_cert=True),
    Endpoint("put_services_xenops", "PUT", "/services/xenops", Role.VM_POWER_ADMIN, client_cert=True),
    Endpoint("get_services_sm", "GET", "/services/SM", Role.VM_POWER_ADMIN),
    Endpoint("post_services_sm", "POST", "/services/SM", Role.VM_POWER_ADMIN),
    Endpoint("put_services_sm", "PUT", "/services/SM", Role.VM_POWER_ADMIN),
    Endpoint("put_import", "PUT", "/import", Role.VM_ADMIN),
    Endpoint("put_import_metadata", "PUT", "/import_metadata", Role.VM_ADMIN),
    Endpoint("put_import_raw_vdi", "PUT", "/import_raw_vdi", Role.VM_ADMIN),
    Endpoint("get_export", "GET", "/export", Role.VM_ADMIN),
    Endpoint("get_export_metadata", "GET", "/export_metadata", Role.VM_ADMIN),
    Endpoint("get_export_raw_vdi", "GET", "/export_raw_vdi", Role.VM_ADMIN),
    Endpoint("connect_console", "CONNECT", "/console", Role.VM_OPERATOR),
    Endpoint("connect_console/host_console", "CONNECT", "/console", Role.POOL_ADMIN),
    Endpoint("connect_console_ws", "GET", "/console", Role.VM_OPERATOR),
    Endpoint("connect_console_ws/host_console_ws", "GET", "/console", Role.POOL_ADMIN),
    Endpoint("get_root", "GET", "/", Role.READ_ONLY),
    Endpoint("post_cli", "POST", "/cli", Role.READ_ONLY),
    Endpoint("get_host_backup", "GET", "/host_backup", Role.POOL_ADMIN),
    Endpoint("put_host_restore", "PUT", "/host_restore", Role.POOL_ADMIN),
    Endpoint("get_host_logs_download", "GET", "/host_logs_download", Role.POOL_OPERATOR),
    Endpoint("put_pool_patch_upload", "PUT", "/pool_patch_upload", Role.POOL_OPERATOR),
    Endpoint("get_vncsnapshot", "GET", "/vncsnapshot", Role.VM_OPERATOR),
    Endpoint("get_vncsnapshot/host_console", "GET", "/vncsnapshot", Role.POOL_ADMIN),
    Endpoint("get_pool_xml_db_sync", "GET", "/pool/xmldbdump", Role.POOL_ADMIN),
    Endpoint("put_pool_xml_db_sync", "PUT", "/pool/xmldbdump", Role.POOL_ADMIN),
    Endpoint("get_config_sync", "GET", "/sync_config_files", Role.POOL_ADMIN),
    Endpoint("get_system_status", "GET", "/system-status", Role.POOL_OPERATOR),
    Endpoint("vm_rrd", "GET", "/vm_rrd", Role.READ_ONLY),
    Endpoint("get_vm_rrds", "GET", "/vm_rrds", Role.READ_ONLY),
    Endpoint("host_rrd", "GET", "/host_rrd", Role.READ_ONLY),
    Endpoint("get_host_rrds", "GET", "/host_rrds", Role.READ_ONLY),
    Endpoint("sr_rrd", "GET", "/sr_rrd", Role.READ_ONLY),
    Endpoint("rrd_updates", "GET", "/rrd_updates", Role.READ_ONLY),
    Endpoint("rrd", "PUT", "/rrd", Role.POOL_ADMIN),
    Endpoint("get_blob", "GET", "/blob", Role.READ_ONLY),
    Endpoint("put_blob", "PUT", "/blob", Role.VM_POWER_ADMIN),
    Endpoint("put_messages", "PUT", "/messages", Role.VM_POWER_ADMIN),
    Endpoint("connect_remotecmd", "CONNECT", "/remotecmd", Role.POOL_ADMIN),
    Endpoint("get_wlb_report", "GET", "/wlb_report", Role.READ_ONLY),
    Endpoint("get_wlb_diagnostics", "GET", "/wlb_diagnostics", Role.READ_ONLY),
    Endpoint("get_audit_log", "GET", "/audit_log", Role.READ_ONLY),
    Endpoint("post_root", "POST", "/", Role.READ_ONLY),
    Endpoint("post_RPC2", "POST", "/RPC2", Role.READ_ONLY),
    Endpoint("post_json", "POST", "/json", Role.READ_ONLY),
    Endpoint("post_root_options", "OPTIONS", "/", Role.READ_ONLY),
    Endpoint("post_json_options", "OPTIONS", "/json", Role.READ_ONLY),
    Endpoint("post_jsonrpc", "POST", "/jsonrpc", Role.READ_ONLY),
    Endpoint("post_jsonrpc_options", "OPTIONS", "/jsonrpc", Role.READ_ONLY),
    Endpoint("get_pool_update_download", "GET", "/update/", Role.READ_ONLY),
    Endpoint("get_repository", "GET", "/repository", Role.LOCAL_ROOT),
    Endpoint("get_enabled_repository", "GET", "/repository/enabled", Role.POOL_OPERATOR, client_cert=True),
    Endpoint("get_host_updates", "GET", "/host_updates", Role.POOL_OPERATOR, client_cert=True),
    Endpoint("get_updates", "GET", "/updates", Role.POOL_OPERATOR, client_cert=True),
    Endpoint("put_bundle", "PUT", "/bundle", Role.POOL_OPERATOR),
)

ENDPOINTS: dict[str, Endpoint] = {each.name: each for each in _ALL}
"""By name."""
