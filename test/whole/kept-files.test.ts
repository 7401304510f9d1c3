import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { AgentAdapter } from '../../src-main/engine/ports.ts'
import { bootTestApp } from '../support/app.ts'
import { createTempDir } from '../support/engine.ts'

/** Is sent something, and never comes to an end by itself. */
const endless: AgentAdapter = {
  kind: 'scripted',
  async *start(_context, signal) {
    yield { type: 'given', input: { parts: [{ label: 'Prompt', text: 'Dig.', form: 'text' }] } }
    await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    yield { type: 'alive' }
  },
}
const orphan = 'f'.repeat(64)
const filesOf = (dataDir: string) => readdirSync(join(dataDir, 'artifacts'))

it('a file that an attempt kept and did not come to name before a death is removed by the next start', async () => {
  const app = await bootTestApp({ adapters: [endless] })
  const { runId } = await app.client.runs.start({
    request: { plan_id: 'p', tasks: [{ task_id: 'a', description: 'Dig', required_skills: [] }] },
    roster: [{ id: 'ann', name: 'Ann', kind: 'scripted', skills: [] }],
  })
  for await (const _change of await app.client.runs.watch({ runId })) {
    if ((await app.client.runs.listInputs({ runId, taskKey: 'a', attempt: 1 })).length > 0) break
  }
  writeFileSync(join(app.dataDir, 'artifacts', orphan), 'x')
  const [sent] = filesOf(app.dataDir).filter((name) => name !== orphan)
  // As a death at this instant would leave it.
  const dataDir = createTempDir()
  cpSync(app.dataDir, dataDir, {
    recursive: true,
    filter: (path) => !/(?:lock|server\.json)$/.test(path),
  })
  expect(existsSync(join(dataDir, 'artifacts', orphan))).toBe(true)
  const next = await bootTestApp({ dataDir, adapters: [endless] })
  expect(filesOf(dataDir)).toContain(sent)
  expect(filesOf(dataDir)).not.toContain(orphan)
  const [input] = await next.client.runs.listInputs({ runId, taskKey: 'a', attempt: 1 })
  expect(input?.parts).toMatchObject([{ text: 'Dig.' }])
})
