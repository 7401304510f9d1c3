import { describe, expect, it } from 'vitest'
import { signIn, signInMs } from '../../../src-main/agents/acp/sign-in.ts'
import { createManualClock } from '../../../src-main/base/clock.ts'
import { createCoders } from './coders.ts'

const config = { env: { PAINT_API_KEY: 'paint-key-1234' } }

describe('a coding agent that needs a sign-in', () => {
  it('signs in by the method whose key is available, and does its work', async () => {
    const { run, diary } = createCoders()
    const { result, logs } = await run('signsIn', { config })
    expect(diary().filter((line) => line.startsWith('authenticate'))).toEqual(['authenticate: paint-api-key'])
    expect(result?.text).toContain('A task')
    expect(logs.map(({ text }) => text)).toContain('signs in: "Paint API key"')
  })

  it('signs in by its own method if no key is available', async () => {
    const { run, diary } = createCoders()
    expect((await run('signsIn')).failure).toBeNull()
    expect(diary()).toContain('authenticate: oauth')
  })

  it.each([
    ['signsInByTerminal', 'a terminal or a key: "Log in", "Paint API key".'],
    ['wantsSignIn', 'offers no way to sign in'],
    ['refusesSignIn', '"Log in with a browser" failed.'],
    ['wantsSignInAgain', 'needs a sign-in'],
  ])('fails with a separate reason if the sign-in is not possible: %s', async (scenario, message) => {
    const { run, diary, survivors } = createCoders()
    const { failure } = await run(scenario)
    expect(failure).toMatchObject({ reason: 'not_signed_in', message: expect.stringContaining(message) })
    expect(failure?.message).toContain("Sign in with the agent's own command line")
    expect(diary()).not.toContain('authenticate: login')
    expect(survivors()).toEqual([])
  })

  it('is stopped if the sign-in does not end', async () => {
    const clock = createManualClock()
    const offered = [{ id: 'oauth', name: 'Browser' }]
    const connection = { authenticate: () => new Promise<never>(() => {}) }
    const signed = signIn(
      connection,
      { code: -32000, message: 'Authentication required' },
      {
        ...{ offered, env: {}, clock, note: () => {} },
      },
    )
    await clock.advance(signInMs)
    expect(await signed).toMatchObject({
      error: { failure: { reason: 'not_signed_in', message: expect.stringContaining('did not finish') } },
    })
  })
})
