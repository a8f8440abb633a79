const UNITS = { ms: 1, s: 1e3, m: 6e4, min: 6e4, h: 36e5, d: 864e5 }

// Milliseconds from a number or from texts such as "5s" and "1 min".
export function parseDuration(value) {
  if (typeof value === 'number') {
    return value
  }
  const match = /^\s*([\d.]+)\s*([a-z]+?)s?\s*$/.exec(value) ?? /^\s*([\d.]+)\s*(s)\s*$/.exec(value)
  if (match === null || !(match[2] in UNITS)) {
    throw new TypeError(`not a duration: ${value}`)
  }
  return Number(match[1]) * UNITS[match[2]]
}
