import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../src-main/base/clock.ts'
import { artifactsOf } from '../../../src-shared/model/artifact.ts'
import type { Json } from '../../../src-shared/model/json.ts'
import { bootTestApp } from '../../support/app.ts'
import { createTempDir } from '../../support/engine.ts'
import { createPlayedModel, playedOf } from '../../support/played.ts'

type App = Awaited<ReturnType<typeof bootTestApp>>

/** A program in its own file, outside the data folder. */
function script(text: string): string[] {
  const file = join(createTempDir(), 'program.mjs')
  writeFileSync(file, text)
  return [process.execPath, file]
}

const program = (id: string, skills: string[], text: string, more: object = {}) => ({
  ...{ id, name: id, kind: 'command' as const, skills, effectClass: 'repeatable' as const },
  config: { command: script(text), output: 'jsonl', ...more },
})
const writes = (text: string) =>
  program('maker', ['make'], `import { writeFileSync } from 'node:fs'\n${text}`)

async function run(
  app: App,
  { doneWhen, roster, task = {} }: { doneWhen: Json; roster: object[]; task?: object },
) {
  const { runId } = await app.client.runs.start(
    JSON.parse(
      JSON.stringify({
        request: {
          plan_id: 'p',
          tasks: [
            {
              ...{ task_id: 'a', description: 'Make it', required_skills: ['make'], done_when: doneWhen },
              ...task,
            },
          ],
        },
        roster,
      }),
    ),
  )
  return runId
}

async function ended({ client }: App, runId: string, wanted: string) {
  for (const end = systemClock.now() + 15_000; ; ) {
    const detail = await client.runs.getTask({ runId, taskKey: 'a' })
    if (detail.task.status === wanted) return detail
    if (systemClock.now() > end) throw new Error(`It is ${detail.task.status}, not ${wanted}`)
    await systemClock.sleep(20)
  }
}

const lastOf = <T>(all: readonly T[]): T => {
  const last = all.at(-1)
  if (last === undefined) throw new Error('there is none')
  return last
}

describe('the verification of a result', () => {
  it('passes if the file is in the workspace and contains the text, and reports the checked files', async () => {
    const app = await bootTestApp()
    const runId = await run(app, {
      doneWhen: [
        { kind: 'file', path: 'out/a.txt', contains: 'hello' },
        { kind: 'file', path: 'out/a.txt' },
      ],
      roster: [
        writes(
          `import { mkdirSync } from 'node:fs'; mkdirSync('out'); writeFileSync('out/a.txt', 'well, hello')`,
        ),
      ],
    })
    const { attempts } = await ended(app, runId, 'done')
    expect(lastOf(attempts).result?.checks).toEqual([
      { what: 'the file out/a.txt contains "hello"', isMet: true, evidence: '11 bytes' },
      { what: 'the file out/a.txt exists and is not empty', isMet: true, evidence: '11 bytes' },
    ])
  })

  it.each([
    ['is missing', '', 'the file does not exist'],
    ['is empty', `writeFileSync('a.txt', ' ')`, 'the file is empty'],
    ['lacks the text', `writeFileSync('a.txt', 'bye')`, 'does not contain the text'],
    [
      'is a link out',
      `import { symlinkSync } from 'node:fs'; symlinkSync('/etc/hostname', 'a.txt')`,
      'the path is outside',
    ],
  ])('fails with its evidence if the file %s', async (_, text, evidence) => {
    const app = await bootTestApp()
    const runId = await run(app, {
      doneWhen: [{ kind: 'file', path: 'a.txt', contains: 'hello' }],
      roster: [writes(text)],
    })
    const { attempts } = await ended(app, runId, 'failed')
    const { failure, result } = lastOf(attempts)
    expect(result).toBeNull()
    expect(failure?.reason).toBe('unverified')
    expect(failure?.message).toContain(evidence)
  })

  it('is retried if the plan says so, and the next attempt gets the failed checks', async () => {
    const app = await bootTestApp()
    const text = `
      const { attemptNumber, lastFailure } = JSON.parse(await new Response(process.stdin).text())
      if (lastFailure?.message.includes('does not exist')) writeFileSync('a.txt', 'hello')
      else if (attemptNumber > 1) throw new Error('it was not told')`
    const runId = await run(app, {
      doneWhen: [{ kind: 'file', path: 'a.txt' }],
      roster: [
        program('maker', ['make'], `import { writeFileSync } from 'node:fs'\n${text}`, { input: 'json' }),
      ],
      task: { retry: { max_attempts: 2, first_ms: 0 } },
    })
    const { attempts } = await ended(app, runId, 'done')
    expect(attempts.map(({ status }) => status)).toEqual(['failed', 'done'])
  })

  it('includes all changes for the task, also of failed attempts', async () => {
    const app = await bootTestApp()
    const text = `
      const { attemptNumber } = JSON.parse(await new Response(process.stdin).text())
      writeFileSync(attemptNumber === 1 ? 'a.txt' : 'b.txt', 'hello')`
    const runId = await run(app, {
      doneWhen: [{ kind: 'file', path: 'b.txt' }],
      roster: [
        program('maker', ['make'], `import { writeFileSync } from 'node:fs'\n${text}`, { input: 'json' }),
      ],
      task: { retry: { max_attempts: 2, first_ms: 0 } },
    })
    const { attempts } = await ended(app, runId, 'done')
    const diff = artifactsOf(lastOf(attempts).result ?? { data: null })[0]?.text ?? ''
    expect(diff.match(/^diff --git .*/gm)).toEqual([
      'diff --git a/a.txt b/a.txt',
      'diff --git a/b.txt b/b.txt',
    ])
  })

  it('asks a person before a task runs again that must not be repeated', async () => {
    const app = await bootTestApp()
    const runId = await run(app, {
      doneWhen: [{ kind: 'file', path: 'a.txt' }],
      roster: [{ ...writes(''), effectClass: 'once' }],
      task: { retry: { max_attempts: 3, first_ms: 0 } },
    })
    const { approval } = await ended(app, runId, 'awaiting_approval')
    expect(approval?.question).toContain('did not pass its checks')
    expect(approval?.description).toContain('the file does not exist')
  })

  it('checks a schema against the result or against a file', async () => {
    const app = await bootTestApp()
    const schema = {
      type: 'object',
      properties: { price: { type: 'number', minimum: 1 } },
      required: ['price'],
    }
    const roster = [
      writes(`writeFileSync('p.json', '{"price": 0}')
        console.log(JSON.stringify({ type: 'result', text: 'ok', data: { price: 5 } }))`),
    ]
    const good = await run(app, { doneWhen: [{ kind: 'schema', schema }], roster })
    const { attempts } = await ended(app, good, 'done')
    expect(lastOf(attempts).result?.checks).toMatchObject([{ isMet: true }])
    const bad = await run(app, { doneWhen: [{ kind: 'schema', schema, file: 'p.json' }], roster })
    expect(lastOf((await ended(app, bad, 'failed')).attempts).failure?.message).toMatch(
      /price: .*less than 1/,
    )
  })

  it('runs a registered program in the same workspace, and fails with its output', async () => {
    const app = await bootTestApp()
    const tests = `import { readFileSync } from 'node:fs'
      if (readFileSync('n.txt', 'utf8') !== '4') { console.error('2 + 2 was not 4'); process.exit(1) }`
    const roster = (n: number) => [
      writes(`writeFileSync('n.txt', '${n}')`),
      program('tests', ['run_tests'], tests, { output: 'text' }),
    ]
    const doneWhen = [{ kind: 'command', agent: 'tests' }]
    await ended(app, await run(app, { doneWhen, roster: roster(4) }), 'done')
    const other = await bootTestApp()
    const failed = await ended(other, await run(other, { doneWhen, roster: roster(5) }), 'failed')
    expect(lastOf(failed.attempts).failure?.message).toContain('2 + 2 was not 4')
  })

  it.each([
    ['pass', 'PASS: it reads well', 'done'],
    ['fail', 'FAIL: it is too short', 'failed'],
    ['say neither', 'I like passages', 'failed'],
  ])('follows the verdict of a reviewer: %s', async (_, output, wanted) => {
    const app = await bootTestApp({ adapters: [createPlayedModel()] })
    const reviewer = playedOf({ id: 'rev', name: 'rev', skills: ['judge'], config: { output } })
    const runId = await run(app, {
      doneWhen: [{ kind: 'reviewer', agent: 'rev', question: 'Is it long enough?' }],
      roster: [writes(''), reviewer],
    })
    const { attempts } = await ended(app, runId, wanted)
    expect(JSON.stringify(lastOf(attempts))).toContain(output)
  })

  it('does not accept the verdict of a simulated agent', async () => {
    const app = await bootTestApp()
    const config = { output: 'PASS: it reads well' }
    const reviewer = { id: 'rev', name: 'rev', kind: 'scripted', skills: ['judge'], config }
    const doneWhen = [{ kind: 'reviewer', agent: 'rev' }]
    const { attempts } = await ended(
      app,
      await run(app, { doneWhen, roster: [writes(''), reviewer] }),
      'failed',
    )
    expect(lastOf(attempts).failure?.message).toContain(
      'rev is a simulated agent, which cannot check results',
    )
  })

  it('fails if the checker is missing, did the work itself or is no program', async () => {
    const app = await bootTestApp()
    const roster = [writes(''), { id: 'rev', name: 'rev', kind: 'scripted', skills: ['judge'], config: {} }]
    const doneWhen = [
      { kind: 'command', agent: 'nobody' },
      { kind: 'command', agent: 'rev' },
      { kind: 'reviewer', agent: 'maker' },
    ]
    const { attempts } = await ended(app, await run(app, { doneWhen, roster }), 'failed')
    const message = lastOf(attempts).failure?.message
    for (const why of ['agent nobody does not exist', 'rev is not a program', 'maker did the work itself']) {
      expect(message).toContain(why)
    }
  })

  it('cannot be claimed by the agent itself', async () => {
    const app = await bootTestApp()
    const checks = [{ what: 'all', isMet: true, evidence: 'trust me' }]
    const said = JSON.stringify({ type: 'result', text: 'ok', data: null, checks })
    const runId = await run(app, { doneWhen: [], roster: [writes(`console.log(${JSON.stringify(said)})`)] })
    const { attempts } = await ended(app, runId, 'done')
    expect(lastOf(attempts).result?.checks).toBeUndefined()
  })
})

describe('a plan with checks', () => {
  it.each([
    [{ kind: 'file', path: '../a.txt' }],
    [{ kind: 'file', path: '/etc/passwd' }],
    [{ kind: 'schema', schema: { type: 'string', pattern: '(a+)+$' } }],
    [{ kind: 'schema', schema: { $ref: '#/$defs/missing' } }],
    [{ kind: 'command', command: ['rm', '-rf', '/'] }],
    [{ kind: 'prayer' }],
  ])('is refused for %j before anything runs', async (check) => {
    const app = await bootTestApp()
    await expect(run(app, { doneWhen: [check], roster: [writes('')] })).rejects.toThrow()
    expect(await app.client.runs.list({})).toHaveLength(0)
  })
})
