import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createBuiltinAdapter } from '../../../src-main/agents/builtin/adapter.ts'
import { noDrafter } from '../../../src-main/agents/builtin/drafter.ts'
import { readBrief, writeBrief } from '../../../src-main/agents/review-brief.ts'
import { createDrafter } from '../../../src-main/app/models/drafter.ts'
import { createManualClock } from '../../../src-main/base/clock.ts'
import type { AttemptContext } from '../../../src-main/engine/ports.ts'
import type { Json } from '../../../src-shared/model/json.ts'
import { entryAt, modelsFor, openServer } from '../../models/harness.ts'
import { type Turn, turns } from '../../support/fake-model-server.ts'
import { collect, contextOf, createTestKnowledge } from '../builders.ts'

const files = (...all: readonly [name: string, text: string, missing?: string][]): Json => ({
  artifacts: all.map(([name, text, missing]) => ({ name, text, ...(missing !== undefined && { missing }) })),
})
const task = { title: 'Write the guide', description: 'A guide for new people.' }

type Dependency = AttemptContext['dependencies'][number]
const reported = (text: string, data: Json = null): Dependency => ({
  ...{ key: 'a', ...task, status: 'in_progress' },
  result: { text, data },
})
const other: Dependency = {
  ...{ key: 'b', title: 'Before', description: '', status: 'done' },
  result: { text: 'TODO everything', data: null },
}

const reviewSchema = z.object({
  review: z.object({
    verdict: z.enum(['pass', 'fail']),
    findings: z.array(z.object({ what: z.string(), isMet: z.boolean(), evidence: z.string() })),
  }),
})

/** The adapter's verdict on a result. `script` holds the model's responses; absent: no model. */
async function verdictOn(
  dependencies: readonly Dependency[],
  {
    question,
    script,
    description,
  }: { question?: string; script?: readonly Turn[]; description?: string } = {},
) {
  const check = { kind: 'reviewer', agent: 'rev', ...(question !== undefined && { question }) } as const
  const server = script === undefined ? null : await openServer(script)
  const entry = server === null ? null : entryAt(server.baseURL)
  const drafter =
    entry === null
      ? noDrafter
      : createDrafter({
          typesOf: () => [],
          models: modelsFor(entry, {
            settings: () => ({
              entries: [{ ...entry, price: '1000/1000 EUR' }],
              use: { planning: null, deciding: null, working: entry.name },
            }),
          }),
        })
  const { knowledge } = createTestKnowledge()
  const adapter = createBuiltinAdapter({ knowledge, clock: createManualClock(), drafter })
  const said = await collect(
    adapter,
    contextOf({
      requiredSkills: ['review'],
      description: description ?? writeBrief(task, check),
      dependencies,
    }),
  )
  const last = said.at(-1)
  if (last?.type !== 'result') throw new Error(JSON.stringify(last))
  const { review } = reviewSchema.parse(last.result.data)
  const missed = review.findings
    .filter(({ isMet }) => !isMet)
    .map(({ what, evidence }) => `${what}: ${evidence}`)
  const usage = said.filter(({ type }) => type === 'usage')
  return { ...review, missed, text: last.result.text, usage, asked: server?.asked ?? [] }
}

describe('a review without a model', () => {
  const question = 'The file guide.md is there. It has the section "## Install" and "npm start".'
  const guide = '# Guide\n\n## Install\n\nRun npm start.'

  it('passes criteria that rules can verify', async () => {
    const said = await verdictOn([other, reported('Wrote it.', files(['guide.md', guide]))], { question })
    expect(said.missed).toEqual([])
    expect(said.verdict).toBe('pass')
    expect(said.text).toMatch(/^PASS: \d points, all met\.\n\n- Met: /)
  })

  it('uses only its rules if the task only asks for a review', async () => {
    const made = [reported('Wrote it.', files(['guide.md', guide]))]
    const said = await verdictOn(made, { description: 'Review what the tasks before made.' })
    expect(said.verdict).toBe('pass')
    const empty = await verdictOn([reported('')], { description: 'Review the results.' })
    expect(empty.verdict).toBe('fail')
    const more = await verdictOn(made, { description: 'Review what the tasks before made. Is it kind?' })
    expect(more.missed).toEqual(['Is it kind?: cannot be judged without a model'])
  })

  it('fails criteria that need a model, and names them', async () => {
    const made = [reported('Wrote it.', files(['guide.md', guide]))]
    const asked = await verdictOn(made, { question: `${question} Is it kind?` })
    expect(asked.missed).toEqual(['Is it kind?: cannot be judged without a model'])
    expect(asked.text).toMatch(/^FAIL: 1 of \d points not met\.\n\n- Not met: Is it kind\?: /)
    const whole = await verdictOn(made)
    expect(whole.missed).toEqual([
      'Write the guide: cannot be judged without a model',
      'A guide for new people.: cannot be judged without a model',
    ])
  })

  it.each([
    ['an empty result', '', null, /has a result: the text is empty/],
    [
      'a placeholder in what it says',
      'Done. TODO: the rest',
      null,
      /no placeholder: Write the guide:1 "Done\. TODO/,
    ],
    ['words that say what is missing', 'Still missing: all', null, /no placeholder/],
    ['the placeholder of a drafted mail', '[Placeholder: write the message]', null, /no placeholder/],
    ['the placeholder of earlier versions', '[Nothing was handed over to say here.]', null, /no placeholder/],
    [
      'a file that is marked so',
      'Ok',
      files(['guide.md', guide, 'the end']),
      /guide\.md is complete: .*the end/,
    ],
    [
      'an empty file',
      'Ok',
      files(['guide.md', guide], ['b.md', ' ']),
      /b\.md is complete: the text is empty/,
    ],
    [
      'JSON that is none',
      'Ok',
      files(['guide.md', guide], ['c.json', '{']),
      /c\.json is complete: the file is not valid JSON/,
    ],
    ['a link to nowhere', 'Ok', files(['guide.md', `${guide} [x]()`]), /links in guide\.md .*an empty link/],
    ['a link that is none', 'Ok', files(['guide.md', `${guide} [x](http://[)`]), /links in guide\.md .*http/],
    [
      'a file that is not there',
      'Ok',
      files(['other.md', guide]),
      /guide\.md is there\.: no result has this file/,
    ],
    [
      'a section that is not there',
      'Ok',
      files(['guide.md', '# Guide npm start']),
      /not found: "## Install"/,
    ],
    [
      'bytes that nobody can read here',
      'Ok',
      {
        artifacts: [
          { name: 'guide.md', text: guide },
          { name: 'a.png', mediaType: 'image/png', bytes: 3, sha256: 'a'.repeat(64) },
        ],
      },
      /can be read: not a text file: a\.png/,
    ],
  ] satisfies [string, string, Json, RegExp][])('fails %s', async (_, text, data, expected) => {
    const said = await verdictOn([reported(text, data)], { question })
    expect(said.verdict).toBe('fail')
    expect(said.missed.join('\n')).toMatch(expected)
  })

  it('ignores removed lines of a change', async () => {
    const diff = '--- a/x\n+++ b/x\n@@ -1 +1 @@\n-// TODO\n+// done\n'
    const made = files(['guide.md', guide], ['changes.diff', diff])
    expect((await verdictOn([reported('Ok', made)], { question })).missed).toEqual([])
    const worse = files(['guide.md', guide], ['changes.diff', diff.replace('done', 'FIXME')])
    expect((await verdictOn([reported('Ok', worse)], { question })).verdict).toBe('fail')
  })

  it('understands complete sentences only', async () => {
    const made = [reported('Ok', files(['guide.md', guide]))]
    for (const hedged of [
      'The file guide.md is there and is right.',
      'The file guide.md is there. Right?',
      'It does not have "npm start".',
      'It has "npm start" only once.',
    ])
      expect((await verdictOn(made, { question: hedged })).verdict, hedged).toBe('fail')
  })

  it('as a separate task reviews all earlier results, and reports if there are none', async () => {
    const description = 'The result has "x".'
    const done = { ...other, result: { text: 'x', data: null } }
    expect((await verdictOn([done], { description })).verdict).toBe('pass')
    expect((await verdictOn([done, other], { description })).verdict).toBe('fail')
    await expect(verdictOn([], { description })).rejects.toThrow('nothing_to_do')
  })
})

describe('a review with a model', () => {
  const made = [reported('Wrote it.', files(['guide.md', 'Welcome! Sit down,\n  take a coffee.']))]
  const point = { what: 'It is kind', is_met: true, quote: 'Sit down, take a coffee.', why: 'it invites' }
  const says = (verdict: string, ...points: object[]) => [turns.json({ verdict, points })]
  const ask = (script: readonly Turn[], results = made) =>
    verdictOn(results, { question: 'Is it kind?', script })

  it('passes criteria with a quote, gets the complete result as material, and records its cost', async () => {
    const said = await ask(says('pass', point))
    expect(said.missed).toEqual([])
    expect(said.verdict).toBe('pass')
    expect(said.text).toContain('it invites "Sit down, take a coffee."')
    const prompt = said.asked[0]?.body.messages.at(-1)?.content ?? ''
    for (const part of ['A guide for new people.', 'Is it kind?', 'name: "guide.md"', 'take a coffee.'])
      expect(prompt).toContain(part)
    expect(said.usage).toHaveLength(1)
  })

  it.each([
    ['says fail', says('fail', point), /accepts the result: its verdict is fail/],
    [
      'finds a point that is not met',
      says('pass', point, { ...point, is_met: false, what: 'Short' }),
      /^Short: /m,
    ],
    [
      'quotes what is nowhere there',
      says('pass', { ...point, quote: 'Hello dear' }),
      /quotes no text of the result/,
    ],
    ['quotes nothing', says('pass', { ...point, quote: ' ' }), /quotes no text of the result/],
    ['gives no answer', [turns.fails(401, 'Who are you?')], /the model returned no judgement/],
  ] satisfies [string, Turn[], RegExp][])('fails a result if the model %s', async (_, script, expected) => {
    const said = await ask(script)
    expect(said.verdict).toBe('fail')
    expect(said.missed.join('\n')).toMatch(expected)
  })

  it('is skipped if rules already fail, and for results that are too long for the model', async () => {
    const long = await ask([], [reported('x'.repeat(70_000))])
    expect(long.missed.join()).toMatch(/too long to be judged: 70,\d{3} characters/)
    const short = await ask([], [reported('TODO')])
    expect(short.missed.join()).toContain('not judged, because a rule is not met')
    expect([...long.asked, ...short.asked]).toEqual([])
  })
})

describe('the task of a reviewer', () => {
  it('is parsed back unchanged', () => {
    for (const question of ['Is it\n\nright?', undefined]) {
      const check = { kind: 'reviewer', agent: 'r', ...(question !== undefined && { question }) } as const
      expect(readBrief(writeBrief(task, check))).toEqual({
        task: 'Write the guide\n\nA guide for new people.',
        question: question ?? null,
      })
    }
    expect(readBrief('Look at it')).toEqual({ task: 'Look at it', question: null })
  })

  it('is read as it was written, whatever the task and the question say', () => {
    const hostile = fc
      .array(
        fc.oneof(
          fc.string(),
          fc.constantFrom('\n\n', '```', '````\n', '## Review question', '## Rules for the review'),
        ),
      )
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(
        hostile,
        hostile,
        fc.option(hostile, { nil: undefined }),
        (title, description, question) => {
          const check = { kind: 'reviewer', agent: 'r', ...(question !== undefined && { question }) } as const
          const brief = readBrief(writeBrief({ title, description }, check))
          expect(brief).toEqual({
            task: description === '' ? title : `${title}\n\n${description}`,
            question: question ?? null,
          })
        },
      ),
    )
  })
})
