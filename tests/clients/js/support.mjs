// How the cases reach the server, and how they ask the test around them to do something to it.

import readline from 'node:readline'

export const HTTP = process.env.PATCHBAY_HTTP
export const TLS = process.env.PATCHBAY_TLS
export const AUTH = { user: process.env.PATCHBAY_USER, password: process.env.PATCHBAY_PASSWORD }

let lines

// Has the test carry out a word ("restart"); resolves when that is done.
export async function ask(word) {
  lines ??= readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]()
  process.stdout.write(`${word}\n`)
  await lines.next()
}

// Wraps a client so that every method that it calls on the wire is noted in order.
export function recorded(xapi) {
  const calls = []
  const original = xapi._call
  xapi._call = function (method, ...rest) {
    calls.push(method)
    return original.call(this, method, ...rest)
  }
  return calls
}

// Resolves when an object in the client's cache, which only events change, fulfils a predicate.
export function seen(xapi, predicate) {
  return new Promise(resolve => {
    const look = () => {
      for (const object of Object.values(xapi.objects.all)) {
        if (predicate(object)) {
          for (const event of ['add', 'update', 'remove']) xapi.objects.off(event, look)
          resolve(object)
          return
        }
      }
    }
    for (const event of ['add', 'update', 'remove']) xapi.objects.on(event, look)
    look()
  })
}

// Resolves when the cache no longer has an object.
export function gone(xapi, ref) {
  return new Promise(resolve => {
    const look = () => {
      if (xapi.getObjectByRef(ref, undefined) === undefined) {
        xapi.objects.off('remove', look)
        resolve()
      }
    }
    xapi.objects.on('remove', look)
    look()
  })
}
