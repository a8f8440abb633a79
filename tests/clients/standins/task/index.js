// Progress of the client's own work is nothing that the server sees: the work is simply done.
export class Task {
  static run(_options, work) {
    return work()
  }
}
