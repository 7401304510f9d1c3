import { describe, expect, it } from 'vitest'
import { findAskingMode } from '../../../src-main/agents/acp/start-turn.ts'
import { createCoders } from './coders.ts'

/** Rules that allow every action without a question. */
const allowed = Object.fromEntries(
  ['edit', 'delete', 'move', 'execute', 'fetch', 'other'].map((kind) => [kind, 'allow']),
)

describe('a coding agent that starts in a mode without questions', () => {
  it('is switched to its asking mode if a rule says ask', async () => {
    const { run, diary, has, answer } = createCoders()
    const asked = await run('startsInAuto')
    expect(asked.question?.text).toContain('Write a.txt')
    expect(diary()).toContain('mode: default')
    expect(has('a.txt')).toBe(false)
    const { result } = await answer('startsInAuto', asked, false)
    expect(result?.text).toBe('chosen: no')
    expect(asked.logs.map(({ text }) => text)).toContain(
      'Uses the mode Default, because it asks for permission.',
    )
  })

  it('is also switched if a rule only denies', async () => {
    const { run, diary, has } = createCoders()
    const permissions = { ...allowed, edit: 'deny' }
    expect((await run('startsInAuto', { config: { permissions } })).result?.text).toBe('chosen: no')
    expect(diary()).toContain('mode: default')
    expect(has('a.txt')).toBe(false)
  })

  it.each([
    ['where every rule allows', { permissions: allowed }],
    ['where its config names a mode', { mode: 'auto' }],
  ])('stays in its mode %s', async (_, config) => {
    const { run, diary, read } = createCoders()
    expect((await run('startsInAuto', { config })).failure).toBeNull()
    expect(diary()).not.toContain('mode: default')
    expect(read('a.txt')).toBe('unasked')
  })

  it('that has no asking mode works, with a note in the log', async () => {
    const { logs, failure } = await createCoders().run('hasNoAskingMode')
    expect(failure).toBeNull()
    const text =
      'The agent offers no mode that asks for permission (offered: build, plan). The agent’s own settings apply.'
    expect(logs).toContainEqual({ type: 'log', level: 'warn', text })
  })
})

describe('the asking mode of an agent', () => {
  const modes = (...all: [id: string, name: string, description?: string][]) =>
    all.map(([id, name, description = '']) => ({ id, name, description }))

  it.each([
    ['Claude', 'default', modes(['auto', 'Auto'], ['default', 'Default'], ['dontAsk', "Don't Ask"])],
    [
      'Codex',
      'edit-internal',
      modes(
        [
          'edit-internal',
          'Ask for approval',
          'Edit workspace files, ask for approval to edit external files',
        ],
        ['agent', 'Approve for me', 'Only ask for actions detected as potentially unsafe'],
        ['agent-full-access', 'Full access'],
      ),
    ],
    ['Gemini', 'default', modes(['default', 'Default'], ['autoEdit', 'Auto Edit'], ['yolo', 'YOLO'])],
    ['goose', 'approve', modes(['auto', 'auto'], ['approve', 'approve'], ['chat', 'chat'])],
    [
      'the protocol',
      'ask',
      modes(['ask', 'Ask', 'Request permission before making any changes'], ['code', 'Code']),
    ],
    [
      'an earlier Codex, whose Default does not ask',
      undefined,
      modes(['auto', 'Default'], ['full-access', 'Full']),
    ],
    [
      'Cursor, whose Ask changes nothing',
      undefined,
      modes(['agent', 'Agent'], ['ask', 'Ask', 'Q&A mode - no edits or command execution']),
    ],
    ['opencode', undefined, modes(['build', 'build'], ['plan', 'plan'])],
  ])('is found in the modes of %s', (_, wanted, offered) => {
    expect(findAskingMode(offered)?.id).toBe(wanted)
  })
})
