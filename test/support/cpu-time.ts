/**
 * Milliseconds of a core that the work itself took. A limit on these says what the work costs; one on the time that
 * went by says what else the machine did.
 */
export function cpuMsOf(work: () => void): number {
  const before = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1000
}
