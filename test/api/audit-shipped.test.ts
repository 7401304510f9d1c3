import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { appRoot } from '../../src-main/hosts/app-root.ts'
import { bootTestApp } from '../support/app.ts'
import { createTempDir } from '../support/engine.ts'

const engine = { kind: 'engine', name: null }

it('shipped agents are entries of Switchyard itself, and requested agents are entries of a person', async () => {
  const samplesDir = createTempDir()
  cpSync(join(appRoot, 'resources/samples'), samplesDir, { recursive: true })
  const file = join(samplesDir, 'roster.agents.json')
  const shipped = readFileSync(file, 'utf8')
  const { agents } = JSON.parse(shipped)
  writeFileSync(file, JSON.stringify({ agents: agents.slice(1) }))
  const read = async ({ client }: Awaited<ReturnType<typeof bootTestApp>>) =>
    (await client.audit.listOlder({ filter: { type: ['agent.registered'] } })).entries
  const older = await bootTestApp({ config: { samplesDir } })
  const first = await read(older)
  expect(first).toHaveLength(agents.length - 1)
  for (const { actor, facts } of first)
    expect({ actor, facts }).toMatchObject({ actor: engine, facts: { isShipped: true } })
  const { id } = agents[1]
  await older.client.agents.disable({ id })
  await older.client.agents.register({ agents: [{ id: 'mo', name: 'Mo', kind: 'person', skills: [] }] })
  const asked = (await read(older)).slice(0, 2)
  expect(asked.map(({ actor, facts }) => [actor.kind, facts.isShipped])).toEqual([
    ['request', undefined],
    ['request', undefined],
  ])
  await older.close()

  writeFileSync(file, shipped)
  const [later] = await read(await bootTestApp({ dataDir: older.dataDir, config: { samplesDir } }))
  expect(later).toMatchObject({ actor: engine, facts: { agent: agents[0].name, isShipped: true } })
})
