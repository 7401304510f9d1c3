import { describe, expect, it } from 'vitest'
import { refusalOf } from '../../src-main/api/wire-errors.ts'
import { agentOf, createHarness } from '../support/engine.ts'

describe('a full disk', () => {
  it('is a refusal of its own with what to do, and work goes on once there is room', async () => {
    const { engine, store } = createHarness()
    const register = (id: string) =>
      engine.dispatch({
        type: 'agents.register',
        agents: [agentOf(id, { description: 'x'.repeat(50_000) })],
      })
    await register('ann')
    const pages = Number(store.db.pragma('page_count', { simple: true }))
    store.db.pragma(`max_page_count = ${pages}`)
    const error = await register('ben').catch((reason: unknown) => reason)
    expect(refusalOf(error)).toEqual({
      code: 'E_DISK_FULL',
      message: 'The disk is full. Nothing was changed.',
      hint: 'Free some space, then try again.',
    })
    expect(engine.state.agents.has('ben')).toBe(false)
    store.db.pragma('max_page_count = 1000000')
    expect(await register('ben')).toMatchObject({ ok: true })
  })
})
