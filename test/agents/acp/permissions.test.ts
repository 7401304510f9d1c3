import { describe, expect, it } from 'vitest'
import { createCoders } from './coders.ts'

describe('a permission request of a coding agent', () => {
  it('shows all its changes, while the process keeps running', async () => {
    const { run, survivors, release } = createCoders()
    const { question, logs } = await run('asks')
    expect(logs).toEqual([{ type: 'log', level: 'info', text: 'May I?' }])
    expect(question).toMatchObject({
      text: 'May coder change files: Write a.txt',
      permission: {
        agent: 'coder',
        title: 'Write a.txt',
        kind: 'edit',
        paths: ['a.txt'],
        input: { path: 'a.txt', text: 'a.txt\n' },
        changes: [{ path: 'a.txt', oldText: null, newText: 'a.txt\n' }],
        options: ['Always', 'Yes', 'Never', 'No'],
      },
    })
    expect(survivors()).toHaveLength(1)
    await release()
    expect(survivors()).toEqual([])
  })

  it('is granted once, never permanently, and the same session continues', async () => {
    const { run, answer, read, diary, survivors } = createCoders()
    const { result } = await answer('asks', await run('asks'), true)
    expect(result).toMatchObject({
      text: 'chosen: yes',
      data: { artifacts: [{ name: 'a.txt', text: 'a.txt\n' }] },
    })
    expect(read('a.txt')).toBe('a.txt\n')
    expect(diary().filter((line) => line === 'started')).toHaveLength(1)
    expect(survivors()).toEqual([])
  })

  it('is denied once, and the turn continues', async () => {
    const { run, answer, has } = createCoders()
    const { result } = await answer('asks', await run('asks'), false)
    expect(result).toMatchObject({ text: 'chosen: no', data: {} })
    expect(has('a.txt')).toBe(false)
  })

  it('is handled one at a time if several arrive together', async () => {
    const { run, answer, has, survivors } = createCoders()
    const first = await run('asksTwice')
    const second = await answer('asksTwice', first, true)
    expect(second.question?.text).toBe('May coder change files: Write b.txt')
    const answers = [{ question: '', text: null, values: null, isAllowed: true }]
    const { result } = await answer('asksTwice', second, false, { attemptNumber: 3, answers })
    expect(result?.text).toBe('chosen: yes, no')
    expect([has('a.txt'), has('b.txt')]).toEqual([true, false])
    expect(survivors()).toEqual([])
  })

  it.each([
    ['allow', 'chosen: yes'],
    ['deny', 'chosen: no'],
  ])('is answered with %s by a rule, without asking a person', async (rule, text) => {
    const { run } = createCoders()
    const { result } = await run('asks', { config: { permissions: { edit: rule } } })
    expect(result?.text).toBe(text)
  })

  it('is shown despite a rule if its path leads outside the workspace', async () => {
    const { run, release } = createCoders()
    const { question } = await run('asksOutside', { config: { permissions: { edit: 'allow' } } })
    expect(question?.text).toContain('../b.txt')
    await release()
  })

  it('is shown despite all rules if it would leave the plan mode', async () => {
    const { run, answer } = createCoders()
    const config = { permissions: { other: 'allow', edit: 'allow' } }
    const asked = await run('plansFirst', { config })
    expect(asked.question?.text).toBe('May coder change its mode: Leave the plan mode')
    expect((await answer('plansFirst', asked, true, { config })).result?.text).toBe('chosen: yes')
  })

  it('is a question with a form if it lets a person choose', async () => {
    const { run } = createCoders()
    const { question } = await run('letsChoose')
    expect(question).not.toHaveProperty('permission')
    expect(question?.form?.[0]).toMatchObject({ type: 'choice', options: ['1. red', '2. blue'] })
    const one = { question: question?.text ?? '', text: null, values: { choice: '2. blue' } }
    const { result } = await run('letsChoose', {
      attemptNumber: 2,
      answers: [one],
      memo: question?.memo ?? null,
    })
    expect(result?.text).toBe('chosen: blue')
  })

  it('is denied automatically if it can only be granted permanently', async () => {
    const { run } = createCoders()
    const { result, logs } = await run('asksForGood')
    expect(result?.text).toBe('chosen: no')
    expect(logs[0]).toMatchObject({ level: 'warn', text: expect.stringContaining('Everything') })
  })

  it('charges the cost to the attempt that caused it', async () => {
    const { run, answer } = createCoders()
    const spent = ({ said }: Awaited<ReturnType<typeof run>>) =>
      said.flatMap((each) => (each.type === 'usage' ? [each.spent.amountMinor] : []))
    const first = await run('spendsAndAsks')
    const second = await answer('spendsAndAsks', first, true)
    expect([spent(first), spent(second)]).toEqual([[100], [50]])
  })
})

describe('a permission that was answered after a restart', () => {
  it('applies when the agent asks for the same action again', async () => {
    const { run, answer, restart, diary, read } = createCoders()
    const asked = await run('asks')
    await restart()
    const { result } = await answer('asks', asked, true)
    expect(result?.text).toBe('chosen: yes')
    expect(read('a.txt')).toBe('a.txt\n')
    expect(diary().filter((line) => line === 'started')).toHaveLength(2)
  })

  it('applies to no other action', async () => {
    const { run, answer, restart, has, release, survivors } = createCoders()
    const asked = await run('changesItsMind')
    await restart()
    const { question } = await answer('changesItsMind', asked, true)
    expect(question?.text).toBe('May coder change files: Write other.txt')
    expect(has('other.txt')).toBe(false)
    await release()
    expect(survivors()).toEqual([])
  })

  it('applies once: a later attempt asks again', async () => {
    const { run, answer, restart, release } = createCoders()
    const asked = await run('asks')
    await restart()
    const { question } = await answer('asks', asked, true, { attemptNumber: 3 })
    expect(question?.text).toBe('May coder change files: Write a.txt')
    await release()
  })

  it('continues a loadable session, without repeating its earlier messages', async () => {
    const { run, answer, restart, diary } = createCoders()
    const asked = await run('loads')
    await restart()
    const { result, logs } = await answer('loads', asked, true)
    expect(result?.text).toBe('chosen: yes')
    expect(diary()).toEqual(expect.arrayContaining([expect.stringMatching(/^load: session-\d+$/)]))
    expect(logs.map(({ text }) => text)).not.toContain('what I said before')
  })
})

describe('an excessive number of permission requests', () => {
  it('fails the task if the requests arrive together', async () => {
    const { run, answer, survivors } = createCoders()
    let said = await run('storms')
    // The app may ask the first question before the other questions arrive.
    const answers: { question: string; text: null; values: null; isAllowed: boolean }[] = []
    while (said.question !== null && answers.length < 1000) {
      said = await answer('storms', said, true, { attemptNumber: answers.length + 2, answers: [...answers] })
      answers.push({ question: '', text: null, values: null, isAllowed: true })
    }
    expect(said.failure).toEqual({
      reason: 'agent_error',
      message: 'The agent asked for permission more than 200 times.',
    })
    expect(survivors()).toEqual([])
  })

  it('fails the task if a rule denies each request', async () => {
    const { run, survivors, diary } = createCoders()
    const { failure } = await run('asksOnAndOn', { config: { permissions: { edit: 'deny' } } })
    expect(failure?.message).toBe('The agent asked for permission more than 200 times.')
    expect(diary().filter((line) => line.endsWith(': no'))).toHaveLength(200)
    expect(survivors()).toEqual([])
  })
})
