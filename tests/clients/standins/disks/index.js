// Whatever the client imports in order to move disks: it can be named and extended, not used.
class NoDisks {
  constructor() {
    throw new Error('there are no disks here')
  }
}

const refuse = () => new NoDisks()

export default NoDisks
export {
  NoDisks as Disk,
  NoDisks as DiskLargerBlock,
  NoDisks as DiskPassthrough,
  NoDisks as QcowStream,
  NoDisks as RandomAccessDisk,
  NoDisks as RandomDiskPassthrough,
  NoDisks as ReadAhead,
  NoDisks as SynchronizedDisk,
  NoDisks as TimeoutDisk,
  refuse as peekFooterFromVhdStream,
  refuse as unpackFooter,
  refuse as unpackHeader,
}
export const DEFAULT_BLOCK_SIZE = 2 * 1024 * 1024
