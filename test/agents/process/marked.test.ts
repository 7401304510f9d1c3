import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { listDescendants, signalSeen } from '../../../src-main/agents/process/process-marker.ts'
import { systemClock } from '../../../src-main/base/clock.ts'
import { createTempDir } from '../../support/engine.ts'
import { listWorkingIn } from '../../support/survivors.ts'

async function until(is: () => boolean): Promise<void> {
  for (const end = systemClock.now() + 10_000; !is(); ) {
    if (systemClock.now() > end) throw new Error('It did not come')
    await systemClock.sleep(10)
  }
}

describe.runIf(process.platform === 'linux')('the descendants of a process', () => {
  it('are stopped, including children that they started after the listing', async () => {
    const cwd = createTempDir()
    const script = 'env -i setsid sh -c "trap : TERM; while :; do sleep 5; done" & wait'
    const parent = spawn('sh', ['-c', script], { cwd, stdio: 'ignore' })
    await until(() => listWorkingIn(cwd).length === 3)
    const seen = listDescendants(parent.pid ?? 0)
    parent.kill('SIGKILL')
    await once(parent, 'exit')
    for (const { pid } of seen.slice(1)) process.kill(pid, 'SIGKILL')
    const isNew = (pid: number) => seen.every((each) => each.pid !== pid)
    await until(() => listWorkingIn(cwd).some(isNew))

    const found = signalSeen(seen, 'SIGKILL')
    expect(found).toHaveLength(2)
    await until(() => signalSeen(found, 0).length === 0)
    expect(listWorkingIn(cwd)).toEqual([])
  })
})
