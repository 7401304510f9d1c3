import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../src-main/base/clock.ts'
import { createCoders, until } from './coders.ts'

const ends: Record<string, [reason: string, message: RegExp]> = {
  crashes: ['agent_error', /^The agent’s program ended with exit code 3 during its turn\.\nno more memory$/],
  breaks: ['agent_error', /^The agent answered the task with an error: .*a bug/],
  speaksTheNext: ['bad_input', /^The agent uses version 99 of the protocol, and Switchyard version 1\./],
  wantsSignIn: ['not_signed_in', /Sign in with the agent's own command line/],
  costsNonsense: ['bad_output', /^The agent reported a cost that cannot be used: 1 tokens\.$/],
  refuses: ['refused', /refused/],
  runsOut: ['agent_error', /token limit/],
  isCutOff: ['agent_error', /limit of requests/],
  cancelsItself: ['cancelled', /cancelled/],
}

describe('a failing coding agent', () => {
  for (const [scenario, [reason, message]] of Object.entries(ends)) {
    it(`fails its attempt with ${reason} and is stopped when it ${scenario}`, async () => {
      const { run, survivors } = createCoders()
      const { failure } = await run(scenario)
      expect(failure).toEqual({ reason, message: expect.stringMatching(message) })
      expect(survivors()).toEqual([])
    })
  }

  it('reports a missing program, without a retry', async () => {
    const { run } = createCoders()
    const { failure } = await run('', { config: { command: ['no-such-agent'] } })
    expect(failure).toMatchObject({
      reason: 'agent_missing',
      message: expect.stringContaining('was not found'),
    })
  })

  it('is refused with the field if its config is invalid', async () => {
    const { run } = createCoders()
    const { failure } = await run('', { config: { permissions: { edit: 'perhaps' } } })
    expect(failure).toMatchObject({
      reason: 'bad_input',
      message: expect.stringContaining('config.permissions.edit'),
    })
  })

  it('is stopped at its timeout', async () => {
    const { run, survivors } = createCoders()
    const { failure } = await run('isSilent', { config: { timeoutMs: 700 } })
    expect(failure).toEqual({
      reason: 'wall_timeout',
      message: 'Total timeout: the attempt ran for more than 700 ms.',
    })
    expect(survivors()).toEqual([])
  })

  it('is restarted if it died while a question was open', async () => {
    const { run, answer, survivors, diary } = createCoders()
    const asked = await run('diesWhileItAsks')
    await until(() => survivors().length === 0)
    // Wait, because the adapter waits for a moment for processes that still hold the output.
    await systemClock.sleep(500)
    const { result } = await answer('diesWhileItAsks', asked, true)
    expect(diary()).toEqual(expect.arrayContaining(['a.txt: yes']))
    expect(result).not.toBeNull()
  })
})

describe.runIf(process.platform === 'linux')('a cancelled coding agent', () => {
  async function cancel(scenario: string, count = 1, isReady = true) {
    const coders = createCoders()
    const stopping = new AbortController()
    const outcome = coders.run(scenario, {}, stopping.signal).then(({ last }) => last, String)
    await until(() => (!isReady || coders.has('ready')) && coders.survivors().length >= count)
    stopping.abort(new Error('A person cancelled it.'))
    return { ...coders, outcome: await outcome }
  }

  it.each(['isSilent', 'answersLate'])(
    'gets a cancel message first, and is stopped: %s',
    async (scenario) => {
      const { outcome, survivors, diary } = await cancel(scenario)
      expect(outcome).toBe('Error: A person cancelled it.')
      expect(diary()).toContain('cancelled')
      expect(survivors()).toEqual([])
    },
  )

  it('is stopped even before its first message', async () => {
    const { outcome, survivors } = await cancel('isSilentAtFirst', 1, false)
    expect(outcome).toBe('Error: A person cancelled it.')
    expect(survivors()).toEqual([])
  })

  it('is stopped with its detached processes, even if they ignore signals', async () => {
    const { outcome, survivors } = await cancel('detaches', 2)
    expect(outcome).toBe('Error: A person cancelled it.')
    expect(survivors()).toEqual([])
  })

  it('is stopped when its session is released while a question is open', async () => {
    const { run, release, survivors, diary, has } = createCoders()
    await run('asks')
    await release()
    expect(survivors()).toEqual([])
    expect(has('a.txt')).toBe(false)
    expect(diary()).not.toContain('a.txt: yes')
  })
})
