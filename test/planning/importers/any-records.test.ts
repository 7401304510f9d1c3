import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { beads } from '../../../src-main/planning/importers/beads/beads.ts'
import { githubActions } from '../../../src-main/planning/importers/github-actions/github-actions.ts'
import { countVariants } from '../../../src-main/planning/importers/github-actions/github-actions-description.ts'
import { type Format, sourceOf } from '../../../src-main/planning/importers/source.ts'
import { wfCommons } from '../../../src-main/planning/importers/wfcommons/wfcommons.ts'
import { anyJson as anything, expectSound } from './importing.ts'

const name = fc.constantFrom('a', 'b', 'c', 'd', 'b-2', 'e f', 'e-f', 'line-2', 'job-1', 'toString', '')

/** Mostly valid values, sometimes arbitrary values. */
const mostly = (value: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 8, arbitrary: value }, { weight: 1, arbitrary: anything })

const record = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.record(Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, mostly(value)])), {
    requiredKeys: [],
  })

const words = fc.array(fc.oneof(name, fc.string()), { maxLength: 3 })
const amount = fc.oneof(fc.nat(9), fc.double(), fc.constantFrom(-1, 1e300, 0.1))

const edges = fc.array(
  record({
    issue_id: name,
    depends_on_id: name,
    type: fc.constantFrom(
      'blocks',
      'conditional-blocks',
      'waits-for',
      'parent-child',
      'related',
      'constructor',
    ),
  }),
  { maxLength: 4 },
)

const issue = record({
  _type: fc.constantFrom('issue', 'memory'),
  id: name,
  title: fc.string(),
  description: fc.string(),
  design: fc.string(),
  status: fc.constantFrom('open', 'closed', 'tombstone', 'toString'),
  priority: amount,
  issue_type: fc.constantFrom('task', 'epic', 'gate', ' '),
  labels: words,
  estimated_minutes: amount,
  due_at: fc.constantFrom('2026-01-01', '2026-13-01T00:00:00Z', '9999-12-31T23:59:59-12:00', ''),
  dependencies: edges,
})

const known = JSON.stringify({ id: 'a', title: 'A', status: 'open', priority: 1, issue_type: 'task' })

const issues = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: issue.map((value) => JSON.stringify(value)) },
      { weight: 1, arbitrary: fc.oneof(fc.string(), fc.json()) },
    ),
    { maxLength: 8 },
  )
  .map((lines) => [known, ...lines].join('\n'))

const matrix = fc.dictionary(
  fc.constantFrom('os', 'node', 'include', 'exclude'),
  mostly(
    fc.array(fc.oneof(fc.nat(2), fc.dictionary(fc.constantFrom('os', 'node', 'x'), fc.nat(2))), {
      maxLength: 3,
    }),
  ),
)

const jobs = fc.dictionary(
  fc.oneof(name, fc.string()),
  mostly(
    record({
      name: fc.string(),
      needs: fc.oneof(name, fc.array(name, { maxLength: 3 })),
      if: fc.constantFrom('always()', `\${{ failure() }}`, 'success()', true, "x == 'y'", ''),
      'runs-on': fc.oneof(name, words, record({ group: name, labels: words })),
      strategy: record({ matrix }),
      'timeout-minutes': amount,
      uses: fc.string(),
      with: fc.dictionary(fc.string(), fc.string()),
      steps: fc.array(
        record({ name: fc.string(), id: name, run: fc.string(), uses: name, if: fc.string() }),
        {
          maxLength: 4,
        },
      ),
    }),
  ),
  { maxKeys: 6 },
)

const workflow = fc
  .tuple(mostly(fc.string()), mostly(jobs))
  .map(([on, all]) => `on: ${JSON.stringify(on)}\njobs:\n${stringify(all).replaceAll(/^/gm, '  ')}`)

const brokenWorkflow = fc
  .array(
    fc.constantFrom('a:', ' b', ': ', '- ', '\n  ', '\n', '[', '{', '*x ', '&x ', '!y ', '|\n', '"', '# '),
    {
      maxLength: 30,
    },
  )
  .map((pieces) => `on: push\njobs:\n  ${pieces.join('')}`)

const traced = record({
  id: fc.oneof(name, fc.nat(3)),
  name,
  parents: fc.array(name, { maxLength: 3 }),
  children: fc.array(name, { maxLength: 3 }),
  runtime: amount,
  runtimeInSeconds: amount,
  command: record({ program: fc.string(), arguments: words }),
  files: fc.array(record({ link: fc.constantFrom('input', 'output'), name, size: amount }), { maxLength: 3 }),
  inputFiles: words,
  outputFiles: words,
})

const traces = fc
  .tuple(
    fc.constantFrom('tasks', 'jobs', 'specification'),
    fc.array(mostly(traced), { maxLength: 7 }),
    anything,
  )
  .map(([form, tasks, other]) => {
    const list = [{ id: 'a', name: 'a', parents: [], runtime: 1 }, ...tasks]
    const split = {
      specification: { tasks: list, files: other },
      execution: { tasks: list, machines: other },
    }
    const workflow = form === 'specification' ? split : { [form]: list, makespan: other }
    return JSON.stringify({ name: other, workflow, executedAt: other })
  })

const asSource = (text: string, fileName = 'file') => sourceOf([{ path: fileName, text }], fileName)

function readsAll(format: Format, texts: fc.Arbitrary<string>): void {
  fc.assert(
    fc.property(texts, (text) => {
      expect(format.detect(asSource(text))).toBe(true)
      const result = format.read(asSource(text))
      if (result.ok) expectSound(result.value)
      expect(format.read(asSource(text))).toEqual(result)
      return result.ok
    }),
    { numRuns: 300 },
  )
}

describe('any file', () => {
  it('of beads becomes a plan with unique keys that can run, unless it reports the reason', () => {
    readsAll(beads, issues)
  })

  it('of WfCommons becomes a plan with unique keys that can run, unless it reports the reason', () => {
    readsAll(wfCommons, traces)
  })

  it('of GitHub Actions becomes a plan with unique keys that can run, unless it reports the reason', () => {
    fc.assert(
      fc.property(
        fc.oneof({ weight: 4, arbitrary: workflow }, brokenWorkflow),
        fc.string(),
        (text, fileName) => {
          expect(githubActions.detect(asSource(text))).toBe(true)
          const result = githubActions.read(asSource(text, fileName))
          if (result.ok) expectSound(result.value)
          else expect(result.error.message).toMatch(/^Line \d+, column \d+: |its jobs are not listed by id/)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('is examined by every format without an exception', () => {
    const texts = fc.oneof(fc.string(), fc.json(), issues, workflow, brokenWorkflow, traces)
    fc.assert(
      fc.property(texts, fc.nat(60), (text, cut) => {
        for (const { detect, read } of [beads, githubActions, wfCommons]) {
          for (const each of [text, text.slice(cut), text.slice(0, cut)]) {
            if (detect(asSource(each))) read(asSource(each))
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('any matrix', () => {
  it('has a number of variants, or an unknown number', () => {
    fc.assert(
      fc.property(fc.oneof(anything, matrix), (value) => {
        expect(countVariants(value) ?? 0).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})
