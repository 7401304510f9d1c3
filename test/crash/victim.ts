import { execFile } from 'node:child_process'
import { appendFileSync, closeSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { promisify } from 'node:util'
import { systemClock } from '../../src-main/base/clock.ts'
import { boot } from '../../src-main/boot/boot.ts'
import { loadConfig } from '../../src-main/boot/config.ts'
import type { AgentAdapter } from '../../src-main/engine/ports.ts'
import { appRoot } from '../../src-main/hosts/app-root.ts'
import { startServer } from '../../src-main/hosts/serve.ts'
import { isRunOver } from '../../src-shared/model/runs/run.ts'
import { costOf, largePlan } from './plan.ts'

/**
 * The victim program. Runs plans one after another, and keeps a diary outside the database of starts, effects and
 * tasks shown as done. With `last`, exits when no run is open.
 */
const [dataDir = '', diary = '', mode = ''] = process.argv.slice(2)
const write = (line: string) => appendFileSync(diary, `${line}\n`)
const run = promisify(execFile)

/** Some effects come from a child process, like those of commands. The others are on disk before their report. */
async function leaveEffect(line: string, isByChild: boolean): Promise<void> {
  if (isByChild) {
    const script = 'require("node:fs").appendFileSync(process.argv[1], process.argv[2])'
    return void (await run(process.execPath, ['-e', script, diary, `${line}\n`]))
  }
  const file = openSync(diary, 'a')
  writeSync(file, `${line}\n`)
  fsyncSync(file)
  closeSync(file)
}

const adapter: AgentAdapter = {
  kind: 'model',
  async *start({ attemptId, taskKey }, signal) {
    write(`start ${attemptId}`)
    yield { type: 'log', level: 'info', text: `working on ${taskKey}` }
    await systemClock.sleep(2 + (attemptId.length % 4) * 4, signal)
    yield { type: 'usage', spent: { amountMinor: costOf(taskKey), currency: 'EUR' } }
    await leaveEffect(`effect ${attemptId}`, taskKey.endsWith('3'))
    yield { type: 'result', result: { text: `did ${taskKey}`, data: null } }
  },
}

const config = loadConfig({ appRoot, version: '0.0.0-test', port: 0 }, { SWITCHYARD_DATA_DIR: dataDir })
const app = await boot(config, { host: 'server', adapters: [adapter] })
if (!app.ok) throw new Error(app.error.message)
const server = await startServer(app.value, config)
if (!server.ok) throw new Error(server.error.message)
const { client, close } = app.value
process.stdout.write('ready\n')

for (;;) {
  const open = (await client.runs.list({})).find(({ status }) => !isRunOver(status))
  if (open === undefined && mode === 'last') break
  await follow(open?.id ?? (await start()))
}
await server.value.close()
await close()

async function start(): Promise<string> {
  const { runId } = await client.runs.start({ request: largePlan(), crew: ['witness'] })
  write(`accepted ${runId}`)
  return runId
}

async function follow(runId: string): Promise<void> {
  const shown = new Set<string>()
  for await (const { run: seen, tasks } of await client.runs.watch({ runId })) {
    for (const { key, status } of tasks) {
      if (status === 'done' && !shown.has(key)) write(`shown ${runId}/${key}`)
      if (status === 'done') shown.add(key)
    }
    if (isRunOver(seen.status)) return
  }
}
