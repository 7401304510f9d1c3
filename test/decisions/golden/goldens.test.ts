import { describe, expect, it } from 'vitest'
import { createModelDecider } from '../../../src-main/app/models/decider.ts'
import { askRules } from '../../../src-main/decisions/deciders/ask-rules.ts'
import { judge } from '../../../src-main/decisions/verdict.ts'
import type { Decider } from '../../../src-main/engine/goals/decider.ts'
import type { Fetch } from '../../../src-main/models/network.ts'
import { entryAt, key, modelsFor, openServer } from '../../models/harness.ts'
import { readCassette, recordCassette, replayCassette } from '../../support/cassette.ts'
import { createTempDir } from '../../support/engine.ts'
import { type Asked, turns } from '../../support/fake-model-server.ts'
import { compareOutcomes } from './compare.ts'
import {
  casesDir,
  decisionOf,
  type Golden,
  type Outcome,
  outcomeOf,
  parseGolden,
  readGoldens,
  writeGolden,
} from './golden.ts'

const goldens = readGoldens(casesDir)

/** All answers of a model, each with its expected outcome. */
const exchanges = goldens.flatMap(({ title, context, expected, answers }) => [
  { title, context, answer: expected.refused ?? expected.decision, expected },
  ...answers.map((other) => ({ ...other, title: `${title} / ${other.title}`, context })),
])

async function decide(decider: Decider, context: Golden['context']): Promise<Outcome> {
  const answer = await decider(context, new AbortController().signal)
  return outcomeOf(answer.proposed, judge(answer, context))
}

async function expectAll(decider: Decider): Promise<void> {
  for (const { title, context, expected } of exchanges) {
    expectSame(title, expected, await decide(decider, context))
  }
}

function expectSame(title: string, expected: Outcome, found: Outcome): void {
  const differences = compareOutcomes(title, expected, found)
  if (differences !== '') expect.fail(`\n${differences}\n`)
}

async function connect(fetch?: Fetch) {
  const server = await openServer(exchanges.map(({ answer }) => turns.json(decisionOf(answer))))
  const entry = entryAt(server.baseURL)
  return {
    server,
    entry,
    decider: createModelDecider(modelsFor(entry, fetch === undefined ? {} : { fetch })),
  }
}

const fencesOf = ({ body }: Asked) => {
  const prompt = body.messages.findLast(({ role }) => role === 'user')?.content ?? ''
  return { open: prompt.match(/<\s*data\b/gi)?.length, close: prompt.match(/<\s*\/\s*data\b/gi)?.length }
}

describe('the goldens', () => {
  it('exist, with unique titles', () => {
    expect(goldens.length).toBeGreaterThanOrEqual(24)
    expect(new Set(goldens.map(({ title }) => title)).size).toBe(goldens.length)
  })

  it('are reported as missing for an empty folder', () => {
    expect(readGoldens(createTempDir())).toEqual([])
  })

  it('are unchanged after writing and reading', () => {
    for (const { file, ...golden } of goldens) {
      expect(parseGolden(writeGolden(golden), file)).toEqual(golden)
    }
  })

  it('are compared field by field', () => {
    const [golden] = goldens
    if (golden === undefined) expect.fail('There is no golden')
    const { expected } = golden
    const found: Outcome = { ...expected, priority: 'low', findings: ['idle_wait'] }
    expect(compareOutcomes('A title', expected, expected)).toBe('')
    expect(compareOutcomes('A title', expected, found)).toBe(
      'A title\n' +
        `  priority\n    expected: "${expected.priority}"\n    found:    "low"\n` +
        '  findings\n    expected: []\n    found:    ["idle_wait"]',
    )
  })
})

describe('the rules, after the guard', () => {
  it.each(goldens.map((golden) => [golden.title, golden] as const))('%s', async (title, golden) => {
    expectSame(title, golden.expected, await decide(askRules, golden.context))
  })
})

describe('a model that gives the answers of the goldens', () => {
  it(`leads to the same outcomes after prompt, schema, parsing and guard`, async () => {
    const { server, decider } = await connect()
    await expectAll(decider)
    expect(server.asked).toHaveLength(exchanges.length)
  })

  it('gets each fence closed once, by the app only', async () => {
    const { server, decider } = await connect()
    await expectAll(decider)
    for (const [index, asked] of server.asked.entries()) {
      const { context, title } = exchanges[index] ?? expect.fail('More was asked than there are exchanges')
      const history = context.tasks.filter(({ status }) => ['done', 'failed', 'cancelled'].includes(status))
      // The opening sentence mentions the marker once.
      const open = 4 + Math.min(5, history.length) + context.artifacts.length
      expect(fencesOf(asked), title).toEqual({ open, close: open - 1 })
    }
  })

  it('leads to the same outcomes from a cassette, without a server', async () => {
    const recorder = recordCassette(fetch, [key])
    const { entry, decider } = await connect(recorder.fetch)
    await expectAll(decider)
    const cassette = readCassette(JSON.stringify(recorder.cassette()))
    if (!cassette.ok) expect.fail(cassette.error.message)
    const replay = replayCassette(cassette.value)
    await expectAll(createModelDecider(modelsFor(entry, { fetch: replay.fetch })))
    expect(replay.unused()).toBe(0)
  })
})
