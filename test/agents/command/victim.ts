import { boot } from '../../../src-main/boot/boot.ts'
import { loadConfig } from '../../../src-main/boot/config.ts'
import { appRoot } from '../../../src-main/hosts/app-root.ts'
import { agentSchema } from '../../../src-shared/model/agents/agent.ts'

/** An app that the test kills. Starts a run with one task for an agent, which is given as JSON. */
const [dataDir = '', roster = ''] = process.argv.slice(2)
const config = loadConfig({ appRoot, version: '0.0.0-test' }, { SWITCHYARD_DATA_DIR: dataDir })
const app = await boot(config, { host: 'server' })
if (!app.ok) throw new Error(app.error.message)
const task = { task_id: 'a', description: 'Do a', required_skills: [] }
const { runId } = await app.value.client.runs.start({
  request: { plan_id: 'p', tasks: [task] },
  roster: [agentSchema.parse(JSON.parse(roster))],
})
process.stdout.write(`${runId}\n`)
