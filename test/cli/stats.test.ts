import { describe, expect, it } from 'vitest'
import { sample, switchyard } from '../support/cli.ts'
import { createTempDir } from '../support/engine.ts'

describe('switchyard stats', () => {
  it('prints the done work, the agents, and the waiting times', async () => {
    const dataDir = createTempDir()
    await switchyard(['run', sample('onboarding.plan.json')], dataDir)
    const { code, stdout } = await switchyard(['stats'], dataDir)
    expect(code).toBe(0)
    expect(stdout).toMatch(/^2 tasks done, 0 failed, 0 skipped, 0 cancelled, 0 open; success rate 100%/)
    expect(stdout).toMatch(/By agent\n {2}ash {2}1 attempt, 1 done, 0 failed, \d/)
    const json = JSON.parse(
      (await switchyard(['stats', '--json', '--from', '2100-01-01', '--to', '2100-01-02'], dataDir)).stdout,
    )
    expect(json).toMatchObject({ counts: { done: 0 }, byAgent: [], waiting: { tasks: 0 } })
  })

  it('counts simulations on request only, and says so', async () => {
    const dataDir = createTempDir()
    await switchyard(['run', sample('onboarding.plan.json'), '--simulate'], dataDir)
    expect((await switchyard(['stats'], dataDir)).stdout).toMatch(/^0 tasks done/)
    const { stdout } = await switchyard(['stats', '--simulated'], dataDir)
    expect(stdout).toMatch(/^These figures include simulations\.\n2 tasks done/)
  })

  it.each([
    ['--from', 'yesterday'],
    ['--run', 'run_none'],
  ])('refuses %s %s', async (option, value) => {
    expect((await switchyard(['stats', option, value])).code).toBe(2)
  })

  it('refuses a span that ends before it begins', async () => {
    const { code, stderr } = await switchyard(['stats', '--from', '2026-02-01', '--to', '2026-01-01'])
    expect({ code, isSaid: stderr.includes('E_RANGE') }).toEqual({ code: 2, isSaid: true })
  })
})
