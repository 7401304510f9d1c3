import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { rosterSchema } from '#shared/contract/agents.ts'
import { buildRequestSchema } from '#shared/contract/compat/seed.ts'
import { approvalAnswerSchema } from '#shared/model/approval.ts'
import { parseInput, refusalOfZod } from '../../src-main/base/parse-input.ts'

const refuse = (schema: z.ZodType, input: unknown) => {
  const parsed = parseInput(schema, input)
  if (parsed.ok) throw new Error('was not refused')
  return parsed.error
}
const task = { task_id: 'a', description: 'x', required_skills: [] }
const request = (change: object, taskChange: object = {}) => ({
  plan_id: 'p',
  tasks: [{ ...task, ...taskChange }],
  ...change,
})

describe('parseInput', () => {
  it('returns the value of the schema', () => {
    expect(parseInput(z.strictObject({ n: z.number().default(3) }), {})).toEqual({
      ok: true,
      value: { n: 3 },
    })
  })

  it('suggests the closest name for an unknown field, with its path', () => {
    expect(refuse(buildRequestSchema, request({}, { descripton: 'x' }))).toMatchObject({
      reason: 'field_unknown',
      code: 'E_UNKNOWN_FIELD',
      message: 'Unknown field "descripton" in tasks[0].',
      hint: 'Did you mean "description"?',
      field: 'tasks[0].descripton',
    })
  })

  it('reports a misspelled field before the missing field', () => {
    expect(refuse(buildRequestSchema, { planid: 'p', tasks: [] })).toMatchObject({
      code: 'E_UNKNOWN_FIELD',
      hint: 'Did you mean "plan_id"?',
    })
  })

  it('lists the known names if none is close', () => {
    const { hint } = refuse(buildRequestSchema, request({ colour: 'red' }))
    expect(hint).toContain('Known fields: plan_id, tasks,')
  })

  it('finds known names through optional, default, prefault, lazy and union', () => {
    const leaf = z.strictObject({ title: z.string() })
    const schema = z
      .strictObject({
        a: leaf.optional(),
        b: z.lazy(() => leaf),
        c: z.union([z.string(), leaf]),
        d: z.record(z.string(), leaf.nullable()),
      })
      .partial()
      .prefault({})
    const wrong = { title: 'x', titel: 'x' }
    for (const input of [{ a: wrong }, { b: wrong }, { c: wrong }, { d: { any: wrong } }]) {
      expect(refuse(schema, input).hint).toBe('Did you mean "title"?')
    }
  })

  it.each([
    ['a missing field', { tasks: [] }, 'plan_id is missing.', 'plan_id'],
    ['an empty text', request({ plan_id: '' }), 'plan_id is empty.', 'plan_id'],
    [
      'a missing field of an item',
      { plan_id: 'p', tasks: [{}] },
      'tasks[0].task_id is missing.',
      'tasks[0].task_id',
    ],
    [
      'a description that is empty',
      request({}, { description: '' }),
      'tasks[0].description is empty.',
      'tasks[0].description',
    ],
  ])('returns E_REQUIRED for %s', (_, input, message, field) => {
    expect(refuse(buildRequestSchema, input)).toMatchObject({ code: 'E_REQUIRED', message, field })
  })

  it('returns E_REQUIRED for a missing enum value and for a missing alternative', () => {
    const schema = z.strictObject({ answer: approvalAnswerSchema, either: z.union([z.string(), z.number()]) })
    expect(refuse(schema, { either: 1 })).toMatchObject({ code: 'E_REQUIRED', field: 'answer' })
    expect(refuse(schema, { answer: 'approve' })).toMatchObject({ code: 'E_REQUIRED', field: 'either' })
  })

  it('returns E_REQUIRED for an empty list that needs an item', () => {
    expect(refuse(rosterSchema, { agents: [] })).toMatchObject({
      code: 'E_REQUIRED',
      message: 'agents is empty.',
    })
  })

  it.each([
    ['a number for a text', request({ plan_id: 4 }), 'plan_id must be a string, not a number.'],
    ['a text for a list', request({ tasks: 'x' }), 'tasks must be a list, not a string.'],
    ['null for an object', null, 'The input must be an object, not null.'],
    [
      'a fraction for a whole number',
      request({ parallel_limit: 1.5 }),
      'parallel_limit must be a whole number.',
    ],
    [
      'a text for true',
      request({}, { requires_approval: 'yes' }),
      'tasks[0].requires_approval must be true or false, not a string.',
    ],
  ])('returns E_TYPE for %s', (_, input, message) => {
    expect(refuse(buildRequestSchema, input)).toMatchObject({ code: 'E_TYPE', message })
  })

  it('names the allowed values and the closest one', () => {
    expect(refuse(approvalAnswerSchema, 'aprove')).toMatchObject({
      code: 'E_TYPE',
      message:
        'The input must be one of: approve, edit, reject, respond, hand_back, happened, run_again, fail.',
      hint: 'Did you mean "approve"?',
    })
  })

  it("keeps a schema's own message about its format", () => {
    const agent = { id: 'A b', name: 'x', kind: 'builtin', skills: [] }
    expect(refuse(rosterSchema, { agents: [agent] })).toMatchObject({
      code: 'E_TYPE',
      message: 'agents[0].id has an invalid format.',
      hint: 'Use lower-case letters, digits, - and _.',
      field: 'agents[0].id',
    })
  })

  it.each([
    [0, 'parallel_limit must be at least 1.', 1],
    [1001, 'parallel_limit must be at most 1000.', 1000],
  ])('returns E_RANGE with the limit for %d', (value, message, limit) => {
    expect(refuse(buildRequestSchema, request({ parallel_limit: value }))).toMatchObject({
      code: 'E_RANGE',
      message,
      limit,
      field: 'parallel_limit',
    })
  })

  it('returns E_RANGE for a text that is too long', () => {
    expect(refuse(buildRequestSchema, request({ plan_id: 'x'.repeat(201) }))).toMatchObject({
      code: 'E_RANGE',
      message: 'plan_id must be at most 200 characters long.',
      limit: 200,
    })
  })

  it.each([['tomorrow'], ['2026-02-30T00:00:00Z'], ['2026-03-31'], ['275761-01-01T00:00:00Z']])(
    'returns E_DATE with an example for %s',
    (due) => {
      expect(refuse(buildRequestSchema, request({}, { due_at: due }))).toMatchObject({
        code: 'E_DATE',
        field: 'tasks[0].due_at',
        hint: 'Use the form 2026-03-31T17:00:00Z.',
      })
    },
  )

  it('reports on the closest alternative', () => {
    const schema = z.strictObject({ x: z.union([z.string(), z.strictObject({ q: z.number() })]) })
    expect(refuse(schema, { x: { q: 'a' } })).toMatchObject({ code: 'E_TYPE', field: 'x.q' })
    expect(refuse(schema, { x: 3 })).toMatchObject({ message: 'x must be a string or an object.' })
  })

  it('returns the message of a custom rule', () => {
    const schema = z.string().refine((text) => text === text.trim(), 'Remove the space around it')
    expect(refuse(schema, ' x')).toMatchObject({
      code: 'E_TYPE',
      message: 'The input is invalid: remove the space around it.',
    })
  })

  it('truncates a long unknown name', () => {
    const { message, field } = refuse(buildRequestSchema, request({ [`${'x'.repeat(1e5)}\u0000`]: 1 }))
    expect(message.length).toBeLessThan(200)
    expect(field?.length).toBeLessThan(200)
  })
})

describe('refusalOfZod', () => {
  it('needs only the issues, so it works without the input', () => {
    const { error } = z.strictObject({ title: z.string() }).safeParse({ titel: 'x' })
    expect(refusalOfZod(error?.issues ?? [], null)).toMatchObject({
      code: 'E_UNKNOWN_FIELD',
      hint: 'Remove the field.',
    })
  })
})
