import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withChanges } from '../../src-main/agents/with-changes.ts'
import { systemClock } from '../../src-main/base/clock.ts'
import type { AgentAdapter, AttemptSignal } from '../../src-main/engine/ports.ts'
import { artifactsOf } from '../../src-shared/model/artifact.ts'
import type { Json } from '../../src-shared/model/json.ts'
import { bootTestApp } from '../support/app.ts'
import { createTempDir } from '../support/engine.ts'
import { collect, contextOf } from './builders.ts'
import { createRepository, createSpaces, gitIn, opened, writeIn } from './workspace/repository.ts'

/** An agent that writes a file in its workspace before its signals. */
const writer = (spaces: ReturnType<typeof createSpaces>, said: AttemptSignal): AgentAdapter => ({
  kind: 'command',
  async *start(context) {
    writeIn((await opened(spaces, context)).folder, { 'x.txt': 'x\n' })
    yield said
  },
})
const result = (data: Json): AttemptSignal => ({ type: 'result', result: { text: 'done', data } })

describe('an attempt that worked in a workspace', () => {
  const kept: [string, Json, Json][] = [
    ['nothing', null, {}],
    ['fields', { a: 1 }, { a: 1 }],
    ['files', { artifacts: [{ name: 'f', text: 'f' }] }, { artifacts: [{ name: 'f', text: 'f' }] }],
    ['a list', [1, 2], { output: [1, 2] }],
  ]
  for (const [what, data, rest] of kept) {
    it(`returns its changes with a result that has ${what}`, async () => {
      const spaces = createSpaces()
      const said = await collect(withChanges(writer(spaces, result(data)), spaces), contextOf())
      expect(said[0]).toMatchObject({ type: 'log', level: 'info', text: 'Changed 1 file in the workspace.' })
      const end = said.at(-1)
      if (end?.type !== 'result') throw new Error('No result')
      const diff = artifactsOf(end.result).find(({ name }) => name === 'changes.diff')
      expect(diff).toMatchObject({ mediaType: 'text/x-diff', text: expect.stringContaining('+x\n') })
      const { artifacts: _, ...fields } = JSON.parse(JSON.stringify(end.result.data))
      const { artifacts: before = [], ...others } = JSON.parse(JSON.stringify(rest))
      expect(fields).toEqual(others)
      expect(artifactsOf(end.result)).toHaveLength(before.length + 1)
    })
  }

  it('that failed leaves its changes for the next attempt', async () => {
    const spaces = createSpaces()
    const failure: AttemptSignal = { type: 'failure', failure: { reason: 'agent_error', message: 'broke' } }
    expect(await collect(withChanges(writer(spaces, failure), spaces), contextOf())).toEqual([failure])
    const idle: AgentAdapter = {
      kind: 'command',
      async *start() {
        yield result(null)
      },
    }
    const said = await collect(withChanges(idle, spaces), contextOf({ attemptNumber: 2 }))
    expect(said).toHaveLength(2)
    // The previous result did not count, so the next result includes all changes of the task.
    const again = await collect(withChanges(idle, spaces), contextOf({ attemptNumber: 3 }))
    expect(again).toEqual(said)
    const other = await collect(withChanges(idle, spaces), contextOf({ taskKey: 'other' }))
    expect(other).toEqual([result(null)])
  })

  it('fails immediately if it cannot get its workspace', async () => {
    const spaces = createSpaces()
    const context = contextOf({ workspace: { mode: 'worktree' }, projectFolder: createTempDir() })
    const said = await collect(withChanges(writer(spaces, result(null)), spaces), context)
    expect(said).toMatchObject([{ type: 'failure', failure: { reason: 'bad_input' } }])
  })
})

describe('a plan with worktrees of its tasks', () => {
  /** Appends the title of its task to a file, and prints its working folder. */
  const tool = {
    id: 'tool',
    name: 'Tool',
    kind: 'command' as const,
    skills: [],
    config: { command: [process.execPath, '', '{task.title}'] },
  }
  const programText = `
    import { appendFileSync, readdirSync } from 'node:fs'
    appendFileSync(process.argv[2] + '.txt', process.argv[2] + '\\n')
    console.log([process.cwd(), process.env.HOME, process.env.SWITCHYARD_PROJECT, readdirSync('.').join()].join('|'))`

  it('runs in worktrees, each starting with the results of its dependencies', async () => {
    const app = await bootTestApp()
    const program = join(createTempDir(), 'program.mjs')
    writeFileSync(program, programText)
    const project = createRepository()
    const task = (id: string, depends_on: string[] = []) => ({
      ...{ task_id: id, title: id, description: id, required_skills: [], depends_on },
    })
    const { runId } = await app.client.runs.start({
      request: {
        plan_id: 'p',
        project_folder: project,
        workspace: 'task_worktree',
        tasks: [task('a'), task('b'), task('c', ['a', 'b'])],
      },
      roster: [{ ...tool, config: { command: [process.execPath, program, '{task.title}'] } }],
    })
    for (let left = 500; left > 0; left -= 1) {
      const { run } = await app.client.runs.get({ runId })
      if (run.endedAt !== null) break
      await systemClock.sleep(20)
    }
    const results = await Promise.all(
      ['a', 'b', 'c'].map(async (taskKey) => {
        const { attempts } = await app.client.runs.getTask({ runId, taskKey })
        return attempts[0]?.result ?? { text: JSON.stringify(attempts[0]?.failure), data: null }
      }),
    )
    const [cwd = '', home = '', seen = '', files = ''] = results[2]?.text.trim().split('|') ?? []
    expect(files.split(',')).toEqual(['.git', 'a.txt', 'b.txt', 'c.txt'])
    expect(cwd).toContain(join('workspaces', runId, 'tasks', 'c-'))
    expect(seen).toBe(cwd)
    expect(home).toBe(join(app.dataDir, 'workspaces', `${runId}.home`))
    const [diff] = artifactsOf(results[2] ?? { data: null })
    expect(diff?.name).toBe('changes.diff')
    expect(diff?.text.match(/^diff --git .*/gm)).toEqual(['diff --git a/c.txt b/c.txt'])
    expect(existsSync(join(project, 'c.txt'))).toBe(false)
    expect(gitIn(project, 'status', '--porcelain')).toBe('')

    const again = await app.client.runs.start({ againRunId: runId })
    const [created] = (await app.client.log.listEvents({ runId: again.runId })).filter(
      ({ type }) => type === 'run.created',
    )
    expect(JSON.stringify(created)).toContain('task_worktree')
  })
})
