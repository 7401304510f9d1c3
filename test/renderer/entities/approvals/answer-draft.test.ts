import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FormField } from '#shared/model/approval.ts'
import { findFormFault } from '../../../../src-main/governance/form.ts'
import {
  answerOf,
  editAsJson,
  startDraft,
  startEdit,
  valuesOf,
} from '../../../../src-renderer/entities/approvals/answer/answer-draft.ts'
import { present } from '../../../../src-shared/assert.ts'
import { gate, moneySubject, taskSubject } from './approvals.ts'

const field = (key: string, over: Partial<FormField> = {}): FormField => ({
  ...{ key, label: key, type: 'text', required: false },
  ...over,
})

describe('answerOf', () => {
  it('contains the hash of the shown content and the person', () => {
    const approval = gate('task_gate', { subject: taskSubject })
    const draft = { ...startDraft(approval, 'me'), note: '  fine ' }
    expect(answerOf(approval, draft, 'approve')).toEqual({
      ok: true,
      value: { approvalId: 'gate_1', hash: 'h1', answer: 'approve', by: 'me', note: 'fine' },
    })
  })

  it('uses the name of the only allowed person', () => {
    const approval = gate('agent_question', { assignee: 'Ann' })
    const draft = { ...startDraft(approval, 'bob'), note: 'Not mine' }
    expect(answerOf(approval, draft, 'hand_back')).toMatchObject({ value: { by: 'Ann', note: 'Not mine' } })
  })

  it('requires a name if no person is left', () => {
    const approval = gate('task_gate')
    expect(answerOf(approval, startDraft(approval, ' '), 'approve')).toMatchObject({ error: { by: /who/ } })
  })

  it('sends only changed fields of a task', () => {
    const approval = gate('task_gate', { subject: taskSubject })
    const draft = { ...startDraft(approval, 'me'), edit: { title: 'Send it', text: 'By hand', json: null } }
    expect(answerOf(approval, draft, 'edit')).toMatchObject({
      value: { response: { description: 'By hand' } },
    })
    const same = { ...draft, edit: startEdit(approval) }
    expect(answerOf(approval, same, 'edit')).toMatchObject({ ok: false, error: { edit: /Nothing/ } })
    const untitled = { ...draft, edit: { title: ' ', text: 'By hand', json: null } }
    expect(answerOf(approval, untitled, 'edit')).toMatchObject({ ok: false, error: { title: /title/ } })
  })

  it('accepts an edit as JSON, and reports invalid JSON', () => {
    const approval = gate('task_gate', { subject: taskSubject })
    const start = present(startEdit(approval), 'an edit')
    const draft = (json: string) => ({ ...startDraft(approval, 'me'), edit: { ...start, json } })
    const shown = editAsJson(approval, start)
    expect(JSON.parse(shown)).toEqual({ title: 'Send it', description: 'By post' })
    expect(answerOf(approval, draft(shown), 'edit')).toMatchObject({ error: { json: /Nothing/ } })
    expect(answerOf(approval, draft('{"title":'), 'edit')).toMatchObject({ error: { json: /no JSON/ } })
    expect(answerOf(approval, draft('{"title":"x"}'), 'edit')).toMatchObject({
      value: { response: { title: 'x' } },
    })
  })

  it('requires a reason for rejecting a plan', () => {
    for (const kind of ['task_gate', 'result_review'] as const) {
      const approval = gate(kind)
      const draft = startDraft(approval, 'me')
      expect(answerOf(approval, draft, 'reject')).toMatchObject({ error: { note: /why/i } })
      expect(answerOf(approval, { ...draft, note: 'Too dear' }, 'reject')).toMatchObject({ ok: true })
    }
    const permission = gate('permission')
    expect(answerOf(permission, startDraft(permission, 'me'), 'reject')).toMatchObject({ ok: true })
  })

  it('keeps the data of a result whose text changed', () => {
    const approval = gate('result_review', { subject: { text: 'Draft', data: { pages: 2 } } })
    const draft = { ...startDraft(approval, 'me'), edit: { title: '', text: 'Better', json: null } }
    expect(answerOf(approval, draft, 'edit')).toMatchObject({
      value: { response: { text: 'Better', data: { pages: 2 } } },
    })
  })

  it('starts a budget increase with the requested amount and sends minor units', () => {
    const approval = gate('budget_top_up', { subject: moneySubject })
    const draft = startDraft(approval, 'me')
    expect(draft.amount).toBe('3.50')
    expect(answerOf(approval, { ...draft, amount: '12,5' }, 'approve')).toMatchObject({
      value: { response: { amountMinor: 1250 } },
    })
    expect(answerOf(approval, { ...draft, amount: '0' }, 'approve')).toMatchObject({ ok: false })
    expect(answerOf(approval, { ...draft, amount: '' }, 'reject')).toMatchObject({ ok: true })
  })

  it('does not answer a question with an empty text, but allows declining', () => {
    const approval = gate('agent_question')
    expect(answerOf(approval, startDraft(approval, 'Ann'), 'hand_back')).toMatchObject({
      error: { note: /why/ },
    })
    const draft = startDraft(approval, 'me')
    expect(answerOf(approval, draft, 'respond')).toMatchObject({ ok: false, error: { note: /answer/ } })
    expect(answerOf(approval, draft, 'reject')).toMatchObject({ ok: true })
  })

  it('requires the form for an approval, not for a rejection', () => {
    const approval = gate('task_gate', { form: [field('why', { required: true })] })
    const draft = startDraft(approval, 'me')
    expect(answerOf(approval, draft, 'approve')).toMatchObject({ ok: false, error: { why: /filled/ } })
    expect(answerOf(approval, { ...draft, note: 'No' }, 'reject')).toMatchObject({ ok: true })
  })
})

describe('valuesOf', () => {
  const form = [
    field('text', { required: true }),
    field('count', { type: 'number' }),
    field('sure', { type: 'boolean', required: true }),
    field('pick', { type: 'choice', options: ['a', 'b'] }),
  ]

  it('converts field values to their types', () => {
    const draft = { text: ' hi ', count: '-2.5', sure: 'no', pick: 'b' }
    expect(valuesOf(form, draft)).toEqual({
      ok: true,
      value: { text: 'hi', count: -2.5, sure: false, pick: 'b' },
    })
  })

  it('omits empty values, and names every invalid field', () => {
    expect(valuesOf(form, { text: 'x', sure: 'yes' })).toEqual({ ok: true, value: { text: 'x', sure: true } })
    const wrong = valuesOf(form, { count: 'two' })
    expect(wrong).toMatchObject({ ok: false })
    expect(Object.keys(wrong.ok ? {} : wrong.error)).toEqual(['text', 'count', 'sure'])
  })

  it('accepts nothing that the engine would refuse', () => {
    const given = fc.record(
      {
        text: fc.string(),
        count: fc.oneof(fc.string(), fc.double().map(String)),
        sure: fc.constantFrom('yes', 'no', ''),
        pick: fc.constantFrom('a', 'b', ''),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(given, (draft) => {
        const values = valuesOf(form, draft)
        if (values.ok) expect(findFormFault(form, values.value)).toBeNull()
      }),
    )
  })
})
