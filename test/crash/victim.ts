import { appendFileSync } from 'node:fs'
import { systemClock } from '../../src-main/base/clock.ts'
import { boot } from '../../src-main/boot.ts'
import { loadConfig } from '../../src-main/config.ts'
import type { AgentAdapter } from '../../src-main/engine/ports.ts'
import { appRoot } from '../../src-main/hosts/app-root.ts'
import { isRunOver } from '../../src-shared/model/run.ts'
import { largePlan } from './plan.ts'

/**
 * The program that gets killed. It runs plans one after another and keeps a diary, outside the database, of what it
 * started and of what it was shown as done. With `last` it ends when no run is open.
 */
const [dataDir = '', diary = '', mode = ''] = process.argv.slice(2)
const write = (line: string) => appendFileSync(diary, `${line}\n`)

const witness: AgentAdapter = {
  kind: 'scripted',
  async *start({ attemptId, taskKey }, signal) {
    write(`start ${attemptId}`)
    yield { type: 'log', level: 'info', text: `working on ${taskKey}` }
    await systemClock.sleep(2 + (attemptId.length % 4) * 4, signal)
    yield { type: 'result', result: { text: `did ${taskKey}`, data: null } }
  },
}

const config = loadConfig({ appRoot, version: '0.0.0-test' }, { SWITCHYARD_DATA_DIR: dataDir })
const app = await boot(config, { host: 'cli', adapters: [witness] })
if (!app.ok) throw new Error(app.error.message)
const { client, close } = app.value
process.stdout.write('ready\n')
await client.agents.register({
  agents: [{ id: 'witness', name: 'Witness', kind: 'scripted', skills: [], capacity: 4 }],
})

for (;;) {
  const open = (await client.runs.list({})).find(({ status }) => !isRunOver(status))
  if (open === undefined && mode === 'last') break
  await follow(open?.id ?? (await start()))
}
await close()

async function start(): Promise<string> {
  const { runId } = await client.runs.start({ request: largePlan(), crew: ['witness'] })
  write(`accepted ${runId}`)
  return runId
}

async function follow(runId: string): Promise<void> {
  const shown = new Set<string>()
  for await (const { run, tasks } of await client.runs.watch({ runId })) {
    for (const { key, status } of tasks) {
      if (status === 'done' && !shown.has(key)) write(`shown ${runId}/${key}`)
      if (status === 'done') shown.add(key)
    }
    if (isRunOver(run.status)) return
  }
}
