import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { systemClock } from '../../src-main/base/clock.ts'
import type { WorkspaceMode } from '../../src-shared/model/workspace.ts'
import type { bootTestApp } from '../support/app.ts'
import { createTempDir } from '../support/engine.ts'

type App = Awaited<ReturnType<typeof bootTestApp>>

/** A task title `NAME=TEXT` writes TEXT to the file NAME. `fail` writes half.txt and fails; `wait` never ends. */
const program = `
  import { writeFileSync } from 'node:fs'
  const [name, text] = process.argv[2].split('=')
  if (name === 'wait') setInterval(() => {}, 1000)
  else {
    writeFileSync(name === 'fail' ? 'half.txt' : name, text + '\\n')
    if (name === 'fail') process.exit(1)
  }`

interface Tasks {
  /** By key: the title of the task, then the keys of its dependencies. */
  readonly [key: string]: readonly [write: string, ...dependsOn: string[]]
}

export async function startRun({ client }: App, project: string | null, mode: WorkspaceMode, tasks: Tasks) {
  const file = join(createTempDir(), 'program.mjs')
  writeFileSync(file, program)
  const command = [process.execPath, file, '{task.title}']
  const { runId } = await client.runs.start({
    request: {
      plan_id: 'p',
      title: 'A plan',
      workspace: mode,
      ...(project !== null && { project_folder: project }),
      tasks: Object.entries(tasks).map(([key, [title, ...depends_on]]) => ({
        ...{ task_id: key, title, description: title, required_skills: [], depends_on },
      })),
    },
    roster: [{ id: 'tool', name: 'Tool', kind: 'command', skills: [], config: { command } }],
  })
  return runId
}

export async function runToEnd(app: App, project: string | null, mode: WorkspaceMode, tasks: Tasks) {
  const runId = await startRun(app, project, mode, tasks)
  for (let left = 500; left > 0; left -= 1) {
    const { run } = await app.client.runs.get({ runId })
    if (run.endedAt !== null) return runId
    await systemClock.sleep(20)
  }
  throw new Error('The run did not end')
}
