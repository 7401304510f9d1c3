import { describeEnforcement, openLimitedGroup } from '../../../src-main/agents/process/groups.ts'
import { runProgram } from '../../../src-main/agents/process/run-program.ts'
import { createUsageWatch } from '../../../src-main/agents/process/usage-watch.ts'
import { systemClock } from '../../../src-main/base/clock.ts'

/**
 * Runs its arguments as a program with at most 64 processes, on a system without control groups. Prints the outcome.
 */
const [file = '', ...args] = process.argv.slice(2)
const marker = `limited/${process.pid}`
const group = openLimitedGroup({ marker, maxProcesses: 64 }, () => ({ own: '', mounts: '' }))
let heard = ''
let excess: string | null = null
const stop = new AbortController()
const unwatch = createUsageWatch(systemClock).add({
  ...{ marker, group, maxProcesses: 64, maxMemoryBytes: undefined },
  onExcess(why) {
    excess = why
    stop.abort()
  },
})
const ending = await runProgram(
  { file, args, cwd: '/', env: { PATH: '/usr/bin:/bin' }, marker, input: null },
  {
    ...{ clock: systemClock, group, stop: stop.signal },
    async hear(name, bytes) {
      if (name === 'stdout') heard += Buffer.from(bytes).toString()
    },
  },
)
unwatch()
const limit = describeEnforcement(group.enforcement)
console.log(JSON.stringify({ limit, ending, excess, heard: heard.trim() }))
