// The library of Xen Orchestra, @xen-orchestra/xapi, and the calls that xo-server makes through it.

import assert from 'node:assert/strict'
import { Xapi } from '@xen-orchestra/xapi'

import { AUTH, gone, HTTP, seen } from './support.mjs'

async function connected() {
  const xapi = new Xapi({ url: HTTP, auth: { ...AUTH }, eventPollDelay: 50, debounce: 1, watchEvents: true })
  await xapi.connect()
  await xapi.objectsFetched
  return xapi
}

const pifs = xapi => Object.values(xapi.objects.all).filter(_ => _.$type === 'PIF' && _.physical)
const nic = (xapi, device) => pifs(xapi).find(_ => _.device === device)

async function network(xapi, name, more = {}) {
  const ref = await xapi.call('network.create', {
    name_label: name,
    name_description: 'Created with Xen Orchestra',
    MTU: 1500,
    other_config: { automatic: 'false' },
    ...more,
  })
  return seen(xapi, _ => _.$ref === ref)
}

async function deleteNetwork(xapi, ref) {
  const object = xapi.getObjectByRef(ref)
  const vlans = new Set(object.$PIFs.map(_ => _.VLAN_master_of).filter(_ => _ !== 'OpaqueRef:NULL'))
  const bonds = object.$PIFs.flatMap(_ => _.bond_master_of)
  await Promise.all([...vlans].map(vlan => xapi.callAsync('VLAN.destroy', vlan)))
  await Promise.all(bonds.map(bond => xapi.call('Bond.destroy', bond)))
  await xapi.callAsync('network.destroy', ref)
  await gone(xapi, ref)
}

// -- what has to be in records for objects to be shown -----------------------------------------------------

export async function poolAndHostAreComplete() {
  const xapi = await connected()
  const { pool } = xapi
  const host = pool.$master
  assert.ok(Array.isArray(pool.ha_statefiles))
  assert.equal(typeof pool.restrictions, 'object')
  assert.ok(Object.keys(pool.restrictions).length > 0)
  for (const field of ['other_config', 'license_params', 'software_version', 'chipset_info', 'cpu_info']) {
    assert.equal(typeof host[field], 'object', field)
    assert.ok(!Array.isArray(host[field]), field)
  }
  assert.ok(Array.isArray(host.capabilities) && host.capabilities.length > 0)
  assert.ok(Number(host.other_config.boot_time) > 0)
  assert.ok(Number(host.other_config.agent_start_time) > 0)
  for (const key of ['product_brand', 'product_version', 'platform_version', 'network_backend']) {
    assert.ok(host.software_version[key], key)
  }
  assert.equal(typeof host.license_params.sku_type, 'string')
  assert.match(host.license_params.expiry, /^\d{8}T\d\d:\d\d:\d\dZ$/)
  assert.ok(Number(host.cpu_info.cpu_count) > 0)
  const metrics = host.$metrics
  assert.equal(metrics.live, true)
  assert.ok(metrics.memory_total > 0)
  await xapi.disconnect()
}

export async function pifsAndNetworksAreComplete() {
  const xapi = await connected()
  for (const pif of pifs(xapi)) {
    assert.equal(pif.VLAN, -1)
    assert.equal(pif.bond_slave_of, 'OpaqueRef:NULL')
    assert.equal(typeof pif.$metrics.carrier, 'boolean')
    assert.equal(typeof pif.$metrics.speed, 'number')
    const object = pif.$network
    assert.equal(typeof object.MTU, 'number')
    assert.ok(['unlocked', 'disabled'].includes(object.default_locking_mode))
    for (const field of ['purpose', 'tags', 'VIFs', 'PIFs']) {
      assert.ok(Array.isArray(object[field]), field)
    }
  }
  await xapi.disconnect()
}

export async function clientInformationIsKeptInThePool() {
  const xapi = await connected()
  const { $ref } = xapi.pool
  for (let turn = 0; turn < 2; ++turn) {
    await xapi.setFieldEntry('pool', $ref, 'other_config', 'xo:clientInfo:abc', JSON.stringify({ lastConnected: turn }))
  }
  const pool = await xapi.barrier($ref)
  assert.equal(pool.other_config['xo:clientInfo:abc'], '{"lastConnected":1}')
  await xapi.setFieldEntry('pool', $ref, 'other_config', 'xo:clientInfo:abc', null)
  await xapi.disconnect()
}

// -- networks ----------------------------------------------------------------------------------------------

// Four keys, the tag as a text.
export async function vlanNetwork() {
  const xapi = await connected()
  const { $ref } = await network(xapi, 'vlan')
  await xapi.call('pool.create_VLAN_from_PIF', nic(xapi, 'eth1').$ref, $ref, '1812')
  const pif = await seen(xapi, _ => _.$type === 'PIF' && _.VLAN === 1812)
  assert.equal(pif.network, $ref)
  assert.equal(pif.physical, false)
  assert.equal(pif.$VLAN_master_of.tag, 1812)
  await deleteNetwork(xapi, $ref)
  await xapi.disconnect()
}

// A NIC without a tag is tag 0.
export async function vlanZero() {
  const xapi = await connected()
  const { $ref } = await network(xapi, 'vlan 0')
  await xapi.call('pool.create_VLAN_from_PIF', nic(xapi, 'eth1').$ref, $ref, '0')
  await seen(xapi, _ => _.$type === 'PIF' && _.VLAN === 0 && _.network === $ref)
  await deleteNetwork(xapi, $ref)
  await xapi.disconnect()
}

// Four arguments, no properties; an empty MAC means to inherit.
export async function bondedNetwork() {
  const xapi = await connected()
  const members = [nic(xapi, 'eth2').$ref, nic(xapi, 'eth3').$ref]
  for (const mode of ['balance-slb', 'active-backup', 'lacp']) {
    const { $ref } = await network(xapi, `bond ${mode}`)
    const bond = await xapi.call('Bond.create', $ref, members, '', mode)
    const object = await seen(xapi, _ => _.$ref === bond)
    assert.equal(object.mode, mode)
    assert.deepEqual([...object.slaves].sort(), [...members].sort())
    const member = await seen(xapi, _ => _.$ref === members[0] && _.bond_slave_of === bond)
    assert.equal(member.$bond_slave_of.$master.network, $ref)
    await deleteNetwork(xapi, $ref)
    await seen(xapi, _ => _.$ref === members[0] && _.bond_slave_of === 'OpaqueRef:NULL')
  }
  await xapi.disconnect()
}

export async function networkIsEdited() {
  const xapi = await connected()
  const { $ref } = await network(xapi, 'edited')
  await xapi.call('network.set_name_label', $ref, 'renamed')
  await xapi.call('network.set_name_description', $ref, '')
  await xapi.call('network.set_default_locking_mode', $ref, 'disabled')
  await xapi.call('network.set_default_locking_mode', $ref, 'unlocked')
  await xapi.call('network.add_purpose', $ref, 'nbd')
  await seen(xapi, _ => _.$ref === $ref && _.name_label === 'renamed' && _.purpose[0] === 'nbd')
  await xapi.call('network.remove_purpose', $ref, 'nbd')
  await xapi.setFieldEntry('network', $ref, 'other_config', 'automatic', null)
  await deleteNetwork(xapi, $ref)
  await xapi.disconnect()
}

// The library's own way to change an MTU: set, look what is attached, unplug and plug all of that.
export async function mtuIsChanged() {
  const xapi = await connected()
  const { $ref } = await network(xapi, 'jumbo')
  await xapi.call('pool.create_VLAN_from_PIF', nic(xapi, 'eth1').$ref, $ref, '900')
  await seen(xapi, _ => _.$type === 'PIF' && _.VLAN === 900 && _.currently_attached)
  await xapi.network_setMtu($ref, 1600)
  await seen(xapi, _ => _.$type === 'PIF' && _.VLAN === 900 && _.MTU === 1600 && _.currently_attached)
  assert.equal(await xapi.getField('network', $ref, 'MTU'), 1600)
  await deleteNetwork(xapi, $ref)
  await xapi.disconnect()
}

// -- interfaces of hosts -----------------------------------------------------------------------------------

export async function tagIsEdited() {
  const xapi = await connected()
  const { $ref } = await network(xapi, 'retagged')
  await xapi.call('pool.create_VLAN_from_PIF', nic(xapi, 'eth1').$ref, $ref, '30')
  const old = await seen(xapi, _ => _.$type === 'PIF' && _.VLAN === 30)
  await xapi.callAsync('VLAN.destroy', old.VLAN_master_of)
  await xapi.call('pool.create_VLAN_from_PIF', nic(xapi, 'eth1').$ref, $ref, '31')
  await seen(xapi, _ => _.$type === 'PIF' && _.VLAN === 31)
  await gone(xapi, old.$ref)
  await deleteNetwork(xapi, $ref)
  await xapi.disconnect()
}

export async function interfaceIsConfigured() {
  const xapi = await connected()
  const { $ref } = nic(xapi, 'eth1')
  await xapi.call('PIF.reconfigure_ip', $ref, 'Static', '198.51.100.7', '255.255.255.0', '', '')
  await seen(xapi, _ => _.$ref === $ref && _.IP === '198.51.100.7' && _.netmask === '255.255.255.0')
  await xapi.call('PIF.reconfigure_ipv6', $ref, 'Static', '2001:db8::7/64', '', '')
  await seen(xapi, _ => _.$ref === $ref && _.ipv6_configuration_mode === 'Static')
  await xapi.call('PIF.reconfigure_ipv6', $ref, 'None', '', '', '')
  await xapi.call('PIF.reconfigure_ip', $ref, 'None', '', '', '', '')
  await seen(xapi, _ => _.$ref === $ref && _.IP === '' && _.ip_configuration_mode === 'None')
  await xapi.disconnect()
}

export async function interfaceIsUnpluggedPluggedForgottenAndFound() {
  const xapi = await connected()
  const { $ref } = nic(xapi, 'eth3')
  await xapi.callAsync('PIF.unplug', $ref)
  await seen(xapi, _ => _.$ref === $ref && !_.currently_attached)
  await xapi.callAsync('PIF.plug', $ref)
  await seen(xapi, _ => _.$ref === $ref && _.currently_attached)
  await xapi.callAsync('PIF.unplug', $ref)
  await xapi.callAsync('PIF.forget', $ref)
  await gone(xapi, $ref)
  await xapi.callAsync('PIF.scan', xapi.pool.master)
  const found = await seen(xapi, _ => _.$type === 'PIF' && _.device === 'eth3')
  await xapi.callAsync('PIF.plug', found.$ref)
  await xapi.disconnect()
}

// -- interfaces of guests ----------------------------------------------------------------------------------

async function machine(xapi, name) {
  const ref = await xapi.call('VM.create', {
    name_label: name,
    name_description: '',
    user_version: 1,
    is_a_template: false,
    affinity: 'OpaqueRef:NULL',
    memory_static_max: 268435456,
    memory_dynamic_max: 268435456,
    memory_dynamic_min: 268435456,
    memory_static_min: 134217728,
    VCPUs_params: {},
    VCPUs_max: 1,
    VCPUs_at_startup: 1,
    actions_after_shutdown: 'destroy',
    actions_after_reboot: 'restart',
    actions_after_crash: 'restart',
    PV_bootloader: '',
    PV_kernel: '',
    PV_ramdisk: '',
    PV_args: '',
    PV_bootloader_args: '',
    PV_legacy_args: '',
    HVM_boot_policy: 'BIOS order',
    HVM_boot_params: {},
    HVM_shadow_multiplier: 1.0,
    platform: {},
    PCI_bus: '',
    other_config: {},
    recommendations: '',
    xenstore_data: {},
    ha_always_run: false,
    ha_restart_priority: '',
    tags: [],
    blocked_operations: {},
    protection_policy: 'OpaqueRef:NULL',
    is_snapshot_from_vmpp: false,
  })
  return seen(xapi, _ => _.$ref === ref)
}

// As the library makes them: keys that it leaves undefined do not arrive.
export async function guestInterface() {
  const xapi = await connected()
  const vm = await machine(xapi, 'guest')
  const { $ref } = await network(xapi, 'guests')
  const vif = await xapi.VIF_create({ VM: vm.$ref, network: $ref }, { MAC: '02:11:22:33:44:55' })
  const object = await seen(xapi, _ => _.$ref === vif)
  assert.equal(object.device, '0')
  assert.equal(object.MAC, '02:11:22:33:44:55')
  assert.equal(object.locking_mode, 'network_default')
  assert.deepEqual(object.ipv4_allowed, [])
  await xapi.call('VIF.set_locking_mode', vif, 'locked')
  await xapi.call('VIF.set_ipv4_allowed', vif, ['192.0.2.9'])
  await xapi.call('VIF.set_ipv6_allowed', vif, ['2001:db8::9'])
  await xapi.call('VIF.set_qos_algorithm_type', vif, 'ratelimit')
  await xapi.setFieldEntry('VIF', vif, 'qos_algorithm_params', 'kbps', '1000')
  await xapi.setFieldEntry('VIF', vif, 'other_config', 'ethtool-tx', 'off')
  await seen(xapi, _ => _.$ref === vif && _.qos_algorithm_params.kbps === '1000' && _.ipv4_allowed[0] === '192.0.2.9')
  const other = await network(xapi, 'other guests')
  await xapi.callAsync('VIF.move', vif, other.$ref)
  await seen(xapi, _ => _.$ref === vif && _.network === other.$ref)
  await xapi.callAsync('VIF.destroy', vif)
  await gone(xapi, vif)
  await xapi.call('VM.destroy', vm.$ref)
  await deleteNetwork(xapi, $ref)
  await deleteNetwork(xapi, other.$ref)
  await xapi.disconnect()
}

// A machine whose platform lacks the number of cores per socket is given one, whoever it is.
export async function platformIsCompleted() {
  const xapi = await connected()
  const vm = Object.values(xapi.objects.all).find(_ => _.$type === 'VM' && _.is_control_domain)
  assert.equal(typeof vm.platform, 'object')
  await xapi.setFieldEntry('VM', vm.$ref, 'platform', 'cores-per-socket', '1')
  await seen(xapi, _ => _.$ref === vm.$ref && _.platform['cores-per-socket'] === '1')
  await xapi.disconnect()
}

// -- plugins -----------------------------------------------------------------------------------------------

export async function missingPluginsAreTold() {
  const xapi = await connected()
  for (const [plugin, fn] of [
    ['updater.py', 'check_update'],
    ['sdncontroller.py', 'dump-flows'],
    ['hyperthreading.py', 'get_hyperthreading'],
  ]) {
    await assert.rejects(xapi.call('host.call_plugin', xapi.pool.master, plugin, fn, {}), {
      code: 'XENAPI_MISSING_PLUGIN',
      params: [plugin],
    })
  }
  await xapi.disconnect()
}

export async function clockOfTheHost() {
  const xapi = await connected()
  const time = await xapi.call('host.get_servertime', xapi.pool.master)
  assert.match(time, /^\d{8}T\d\d:\d\d:\d\dZ$/)
  await xapi.disconnect()
}
