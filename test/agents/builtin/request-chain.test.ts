import { describe, expect, it } from 'vitest'
import { createBuiltinAdapter } from '../../../src-main/agents/builtin/adapter.ts'
import { createKnowledge } from '../../../src-main/app/agents/knowledge.ts'
import { createManualClock } from '../../../src-main/base/clock.ts'
import { readSampleRoster } from '../../../src-main/boot/samples.ts'
import type { AttemptContext } from '../../../src-main/engine/ports.ts'
import { decompose } from '../../../src-main/planning/requests/decomposition.ts'
import { parseIntent } from '../../../src-main/planning/requests/intent.ts'
import type { TaskResult } from '../../../src-shared/model/runs/attempt.ts'
import { createTempDir, openTestStore } from '../../support/engine.ts'
import { collect, contextOf, createProject } from '../builders.ts'

const laptops = `# Laptops

The Nimbus Pro costs $1,299.99 and the Nimbus Air $999.

| Laptop | Price |
| --- | --- |
| ThinkPad | $1,150 |
`

/** Answers of the tasks of a message, run in order by the built-in adapter with a real store. */
async function answer(message: string, files: Record<string, string> = { 'laptops.md': laptops }) {
  const store = openTestStore(createTempDir())
  const adapter = createBuiltinAdapter({ knowledge: createKnowledge(store), clock: createManualClock() })
  const projectFolder = createProject(files)
  const done = new Map<string, AttemptContext['dependencies'][number] & { readonly result: TaskResult }>()
  const { tasks } = decompose(message)
  for (const { key, title, description, requiredSkills, dependsOn } of tasks) {
    const dependencies = dependsOn.flatMap((each) => done.get(each) ?? [])
    const context = { taskKey: key, idempotencyKey: `run_1/${key}`, title, description, requiredSkills }
    const said = await collect(adapter, contextOf({ ...context, dependencies, projectFolder }))
    const last = said.at(-1)
    if (last?.type !== 'result') throw new Error(`No result: ${JSON.stringify(last)}`)
    done.set(key, { key, title, description: '', status: 'done', result: last.result })
  }
  store.close()
  return [...done.values()].map(({ result }) => result)
}

describe('the example requests of the specification', () => {
  it('“research best laptops” is one research task with its findings and their sources', async () => {
    expect(parseIntent('research best laptops').agentType).toBe('research')
    const [result, ...rest] = await answer('research best laptops')
    expect(rest).toEqual([])
    expect(result?.data).toMatchObject({
      research: {
        query: 'best laptops',
        findings: [{ text: expect.stringContaining('Nimbus Pro'), source: 'file laptops.md:3' }],
      },
    })
    expect(result?.text).toContain('not the internet')
  })

  it('“research best laptops and draft email to john@example.com”: the mail contains the findings', async () => {
    const [, mail] = await answer('research best laptops and draft email to john@example.com')
    expect(mail?.data).toMatchObject({
      communication: {
        to: ['john@example.com'],
        subject: 'Best laptops',
        body: expect.stringContaining('The Nimbus Pro costs $1,299.99'),
        eml: expect.stringContaining('\r\nTo: john@example.com\r\n'),
      },
    })
    expect(mail?.text).toContain('Nothing was sent.')
  })

  it('“research products and compare prices” compares the prices', async () => {
    const [, table] = await answer('research products and compare prices', {
      'products.md': laptops.replace('# Laptops', '# Products'),
    })
    expect(table?.text).toContain('| Nimbus Air | 999.00 USD | `file products.md:3` |')
    expect(table?.data).toMatchObject({
      comparison: {
        rows: [
          { item: 'Nimbus Air', amountMinor: 99_900, currency: 'USD' },
          { item: 'ThinkPad', amountMinor: 115_000 },
          { item: 'Nimbus Pro', amountMinor: 129_999 },
        ],
        lowest: [{ item: 'Nimbus Air' }],
      },
    })
  })

  it('reports a search without results, and fails a comparison without prices', async () => {
    const [found, mail] = await answer('research best laptops and draft email to john@example.com', {})
    expect(found?.text).toContain('Nothing found in memory and project files about “best laptops”')
    expect(found?.data).toMatchObject({ research: { findings: [] } })
    expect(mail?.data).toMatchObject({ communication: { body: expect.stringContaining('Nothing found') } })
    await expect(answer('research best laptops and compare prices', {})).rejects.toThrow(
      'Prices to compare are missing: no result has an amount with a currency.',
    )
  })

  it('orders the cheapest compared item, and buys nothing', async () => {
    const results = await answer(
      'research laptops, compare prices, order the cheapest one and email it to ann@example.org',
    )
    expect(results[2]?.data).toMatchObject({
      purchase: { item: 'Nimbus Air', amountMinor: 99_900, currency: 'USD', status: 'requested' },
    })
    expect(results[2]?.text).toContain('Nothing was bought')
    expect(results[3]?.data).toMatchObject({
      communication: { to: ['ann@example.org'], body: expect.stringContaining('Nimbus Air') },
    })
  })
})

describe('the sample roster', () => {
  it('has an agent for every skill that a message can require', () => {
    const roster = readSampleRoster('resources/samples')
    const messages = [
      'research laptops',
      'compare laptops and phones',
      'email Bob about laptops',
      'buy a laptop',
      'summarise the notes',
      'research laptops, then summarise it',
    ]
    for (const { requiredSkills } of messages.flatMap((message) => decompose(message).tasks)) {
      const able = roster.filter(({ skills }) => requiredSkills.every((skill) => skills.includes(skill)))
      expect(able.map(({ kind }) => kind)).toContain('builtin')
    }
  })
})
