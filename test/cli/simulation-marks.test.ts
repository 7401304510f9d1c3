import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { serveTestApp } from '../support/app.ts'
import { switchyard } from '../support/cli.ts'
import { createTempDir } from '../support/engine.ts'

const task = { task_id: 'a', description: 'Do a', required_skills: ['reflection'], requires_approval: true }

async function openGated(simulate: boolean) {
  const { app } = await serveTestApp()
  const { runId } = await app.client.runs.start({ request: { plan_id: 'p', tasks: [task] }, simulate })
  const lines = async (...args: string[]) => (await switchyard(args, app.dataDir)).stdout.split('\n')
  return { runId, lines }
}

const commandsOf = (runId: string): string[][] => [
  ['gates'],
  ['explain'],
  ['pause', runId],
  ['unpause', runId],
  ['stop', runId],
  ['explain', runId],
  ['memory', 'list', '--type', 'build_log'],
  ['runs'],
]

it('each command marks a simulation in its first line', { timeout: 120_000 }, async () => {
  const { runId, lines } = await openGated(true)
  for (const command of commandsOf(runId)) {
    const [first] = await lines(...command)
    expect(`${command.join(' ')}: ${first}`).toMatch(/\(simulation\)|Simulation\. /)
  }
})

it('no command marks a real run', { timeout: 120_000 }, async () => {
  const { runId, lines } = await openGated(false)
  for (const command of commandsOf(runId)) {
    expect((await lines(...command)).join('\n')).not.toMatch(/simulation/i)
  }
})

it('the JSON of a simulation marks it', { timeout: 60_000 }, async () => {
  const { runId, lines } = await openGated(true)
  const read = async (...args: string[]) => JSON.parse((await lines(...args, '--json')).join('\n'))
  expect(await read('gates')).toMatchObject([{ isSimulated: true }])
  expect(await read('explain', runId)).toMatchObject({ isSimulated: true })
  const dataDir = createTempDir()
  const plan = join(dataDir, 'p.plan.json')
  writeFileSync(plan, JSON.stringify({ plan_id: 'p', tasks: [{ ...task, requires_approval: false }] }))
  const played = await switchyard(['run', plan, '--simulate', '--json'], dataDir)
  expect(JSON.parse(played.stdout)).toMatchObject({ run: { is_simulated: true, outcome: 'succeeded' } })
})
