// The npm client xen-api: each exported function is a test.

import assert from 'node:assert/strict'
import { Xapi } from 'xen-api'

import { ask, AUTH, gone, HTTP, recorded, seen, TLS } from './support.mjs'

async function connected(options = {}) {
  const xapi = new Xapi({ url: HTTP, auth: { ...AUTH }, allowUnauthorized: true, eventPollDelay: 50, debounce: 1, ...options })
  const calls = recorded(xapi)
  await xapi.connect()
  return { xapi, calls }
}

async function watching(options = {}) {
  const { xapi, calls } = await connected(options)
  await xapi.objectsFetched
  return { xapi, calls }
}

// -- transports -----------------------------------------------------------------------------------------

async function transport(options) {
  const { xapi, calls } = await watching(options)
  const pool = xapi.pool
  assert.equal(pool.$master.$type, 'host')
  assert.equal(calls[0], 'session.login_with_password')
  assert.equal(calls[1], 'pool.get_all_records')
  const record = await xapi.getRecord('PIF', pool.$master.$PIFs[0].$ref)
  assert.ok([-1, '-1'].includes(record.VLAN))
  await xapi.barrier()
  await xapi.disconnect()
}

export const jsonOverHttp = () => transport({ transport: 'json-rpc' })
export const jsonOverTls = () => transport({ transport: 'json-rpc', url: TLS })
export const xmlOverHttp = () => transport({ transport: 'xml-rpc' })
export const xmlOverTls = () => transport({ transport: 'xml-rpc', url: TLS })

// The automatic choice stays with JSON: XML-RPC is the fall-back for a content type that is not exactly right.
export async function jsonIsChosen() {
  const { xapi } = await watching({ transport: 'auto' })
  const pif = Object.values(xapi.objects.all).find(_ => _.$type === 'PIF')
  assert.equal(pif.VLAN, -1) // XML-RPC has integers as texts
  await xapi.disconnect()
}

export async function jsonTypes() {
  const { xapi } = await connected({ transport: 'json-rpc', watchEvents: false })
  const pifs = await xapi.getAllRecords('PIF')
  for (const pif of pifs) {
    assert.equal(typeof pif.VLAN, 'number')
    assert.equal(typeof pif.physical, 'boolean')
    assert.equal(typeof pif.host, 'string')
    assert.ok(Array.isArray(pif.bond_master_of))
    assert.equal(pif.bond_slave_of, 'OpaqueRef:NULL')
  }
  await xapi.disconnect()
}

// -- the first look ------------------------------------------------------------------------------------

// Every class that is listed can be fetched: a failure that is not MESSAGE_REMOVED is a warning, which fails the test.
export async function everyClassIsFetched() {
  const { xapi, calls } = await watching()
  const listed = await xapi._call('system.listMethods')
  const types = listed.filter(_ => _.endsWith('.get_all_records'))
  assert.ok(types.length > 50)
  for (const method of types) {
    assert.ok(calls.includes(method), method)
  }
  await xapi.disconnect()
}

// The set of fields of a class is learnt from its first record: all records must have the same, with like containers.
export async function recordsOfAClassAreAlike() {
  const { xapi } = await connected({ watchEvents: false })
  const network = await xapi.call('network.create', { name_label: 'alike', other_config: {} })
  for (const type of ['PIF', 'network', 'host', 'VM', 'PIF_metrics']) {
    const records = Object.values(await xapi.call(`${type}.get_all_records`))
    const shape = record => Object.entries(record).map(([key, value]) => [key, Array.isArray(value), typeof value])
    for (const record of records) {
      assert.deepEqual(shape(record), shape(records[0]), type)
      assert.ok(!Object.values(record).includes(null), type)
    }
  }
  await xapi.call('network.destroy', network)
  await xapi.disconnect()
}

export async function linksAreFollowed() {
  const { xapi } = await watching()
  const host = xapi.pool.$master
  assert.equal(host.$metrics.live, true)
  for (const pif of host.$PIFs) {
    assert.equal(pif.$host.$ref, host.$ref)
    assert.ok(pif.$network.$PIFs.some(_ => _.$ref === pif.$ref))
    assert.equal(pif.$metrics.$type, 'PIF_metrics')
  }
  await xapi.disconnect()
}

// -- events --------------------------------------------------------------------------------------------

export async function eventsTellOfEveryChange() {
  const { xapi } = await watching()
  const ref = await xapi.call('network.create', { name_label: 'a', name_description: '', MTU: 1500, other_config: {} })
  const made = await seen(xapi, _ => _.$ref === ref)
  assert.equal(made.$type, 'network') // classes are lower case in events
  await xapi.call('network.set_name_label', ref, 'b')
  await seen(xapi, _ => _.$ref === ref && _.name_label === 'b')
  await xapi.call('network.destroy', ref)
  await gone(xapi, ref)
  await xapi.disconnect()
}

export async function barrierWaitsForEvents() {
  const { xapi } = await watching()
  const ref = await xapi.call('network.create', { name_label: 'barrier', other_config: {} })
  const network = await xapi.barrier(ref)
  assert.equal(network.name_label, 'barrier')
  await xapi.call('network.destroy', ref)
  await xapi.barrier()
  assert.equal(xapi.getObjectByRef(ref, undefined), undefined)
  await xapi.disconnect()
}

// A count of tasks that is wrong, or a text, makes the client fetch all tasks after every batch of events.
async function tasksAreCounted(options) {
  const { xapi, calls } = await watching(options)
  for (let i = 0; i < 5; ++i) {
    await xapi.barrier()
  }
  const ref = await xapi.callAsync('network.create', { name_label: 'counted', other_config: {} })
  await xapi.callAsync('network.destroy', ref)
  await xapi.barrier()
  await xapi.barrier()
  const fetches = calls.filter(_ => _ === 'task.get_all_records').length
  assert.ok(fetches <= 2, `tasks were fetched ${fetches} times`)
  await xapi.disconnect()
}

export const tasksAreCountedInJson = () => tasksAreCounted({ transport: 'json-rpc' })
export const tasksAreCountedInXml = () => tasksAreCounted({ transport: 'xml-rpc' })

export async function mapEntriesAreReplaced() {
  const { xapi } = await watching()
  const ref = await xapi.call('network.create', { name_label: 'map', other_config: {} })
  await xapi.setFieldEntry('network', ref, 'other_config', 'xo:key', 'one')
  await xapi.setFieldEntry('network', ref, 'other_config', 'xo:key', 'two')
  await xapi.setFieldEntry('network', ref, 'other_config', 'absent', null)
  assert.deepEqual(await xapi.getField('network', ref, 'other_config'), { 'xo:key': 'two' })
  await xapi.call('network.destroy', ref)
  await xapi.disconnect()
}

// -- asynchronous calls ----------------------------------------------------------------------------------

async function asynchronously(options) {
  const { xapi } = await watching(options)
  const ref = await xapi.callAsync('network.create', { name_label: 'async', other_config: {} })
  assert.match(ref, /^OpaqueRef:/) // read from the XML text in task.result
  const nothing = await xapi.callAsync('network.destroy', ref)
  assert.ok(nothing === undefined || nothing === '')
  await assert.rejects(xapi.callAsync('network.destroy', ref), { code: 'HANDLE_INVALID', params: ['network', ref] })
  await xapi.disconnect()
}

export const callAsyncInJson = () => asynchronously({ transport: 'json-rpc' })
export const callAsyncInXml = () => asynchronously({ transport: 'xml-rpc' })

export async function manyAsynchronousCallsAtOnce() {
  const { xapi } = await watching()
  const refs = await Promise.all(
    Array.from({ length: 30 }, (_, i) => xapi.callAsync('network.create', { name_label: `many ${i}`, other_config: {} }))
  )
  assert.equal(new Set(refs).size, 30)
  await Promise.all(refs.map(ref => xapi.callAsync('network.destroy', ref)))
  await xapi.barrier()
  await xapi.disconnect()
}

export async function tasksOfTheClientAreItsOwn() {
  const { xapi } = await watching()
  const ref = await xapi.call('task.create', '[XO] work', 'what it is')
  const task = await seen(xapi, _ => _.$ref === ref)
  assert.equal(task.status, 'pending')
  await xapi.call('task.set_progress', ref, 0.5)
  await seen(xapi, _ => _.$ref === ref && _.progress === 0.5)
  await xapi.call('task.set_status', ref, 'success')
  await xapi.call('task.destroy', ref)
  await gone(xapi, ref)
  await xapi.disconnect()
}

// -- errors --------------------------------------------------------------------------------------------

async function errors(options) {
  const { xapi } = await connected({ watchEvents: false, ...options })
  await assert.rejects(xapi.call('pool.frobnicate'), { code: 'MESSAGE_METHOD_UNKNOWN', params: ['pool.frobnicate'] })
  await assert.rejects(xapi.call('network.get_by_uuid', 'nothing'), {
    code: 'UUID_INVALID',
    params: ['network', 'nothing'],
  })
  await xapi.disconnect()
}

export const errorsInJson = () => errors({ transport: 'json-rpc' })
export const errorsInXml = () => errors({ transport: 'xml-rpc' })

export async function wrongPassword() {
  const xapi = new Xapi({ url: HTTP, auth: { user: AUTH.user, password: 'wrong' }, watchEvents: false })
  await assert.rejects(xapi.connect(), { code: 'SESSION_AUTHENTICATION_FAILED' })
}

// -- sessions and restarts ---------------------------------------------------------------------------------

export async function sessionEndedByOthers() {
  const { xapi, calls } = await connected({ watchEvents: false })
  await xapi._call('session.logout', [xapi.sessionId])
  assert.equal(Object.keys(await xapi.call('pool.get_all_records')).length, 1)
  assert.equal(calls.filter(_ => _ === 'session.login_with_password').length, 2)
  await xapi.disconnect()
}

// Objects made before, meanwhile and after are all in the cache in the end.
export async function serverRestarts() {
  const { xapi, calls } = await watching()
  const before = await xapi.call('network.create', { name_label: 'before', other_config: {} })
  await xapi.barrier(before)
  const warn = console.warn
  console.warn = () => {} // the loss of the connection is to be expected
  await ask('restart')
  const after = await xapi.call('network.create', { name_label: 'after', other_config: {} })
  await seen(xapi, _ => _.$ref === after)
  assert.equal(xapi.getObjectByRef(before).name_label, 'before')
  console.warn = warn
  await xapi.barrier()
  assert.equal(calls.filter(_ => _ === 'session.login_with_password').length, 2)
  for (const ref of [before, after]) {
    await xapi.callAsync('network.destroy', ref)
    await gone(xapi, ref)
  }
  await xapi.disconnect()
}
