import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { words } from '#shared/words/words.ts'
import { ClosedApproval } from '../../../../src-renderer/entities/approvals/closed-approval.tsx'
import { readPermission } from '../../../../src-renderer/entities/approvals/permission.tsx'
import { SubjectView } from '../../../../src-renderer/entities/approvals/subject-view.tsx'
import { gate, taskSubject } from './approvals.ts'

const edit = {
  agent: 'coder',
  title: 'Write a.txt',
  kind: 'edit',
  paths: ['a.txt'],
  input: { path: 'a.txt' },
  changes: [{ path: 'a.txt', oldText: 'one\ntwo', newText: 'one\n2' }],
  others: [],
  options: ['Yes', 'No'],
}
const run = { ...edit, kind: 'execute', paths: [], changes: [], input: { command: ['rm', '-rf', 'a b'] } }
const call = { tool: 'pay', server: 'bank', arguments: { amount: 5 } }
const mail = { server: 'mx:25', from: 'me@x', to: ['a@x', 'b@x'], subject: 'Hi', body: 'Hello\n\nYou' }

const textOf = (kind: 'permission' | 'task_gate', subject: Parameters<typeof gate>[1]) =>
  renderToStaticMarkup(<SubjectView approval={gate(kind, subject)} nameOf={(key) => key} />)
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&quot;', '"')
    .replaceAll(/\s+/g, ' ')

/** All texts anywhere in the value. */
const leavesOf = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(leavesOf)
    : value === null
      ? []
      : String(value).split(/\s+/)

describe('the content of a permission request', () => {
  it.each([
    ['a change of a file', edit],
    ['a command', run],
    ['the use of a tool', call],
    ['a mail', mail],
    ['something in a form of its own', { odd: ['thing', 7] }],
    ['a change with a field that nobody knows', { ...edit, sudo: { deep: 'secretly' } }],
  ])('is shown with its complete text: %s', (_, subject) => {
    const text = textOf('permission', { subject })
    const { kind = '', ...said }: Readonly<Record<string, unknown>> = subject
    for (const leaf of [...leavesOf(said), words.tools.name(String(kind))]) expect(text).toContain(leaf)
  })

  it("names the kind of action, or the agent's own word for an unknown kind", () => {
    expect(textOf('permission', { subject: run })).toContain('Kind Run commands')
    expect(textOf('permission', { subject: { ...run, kind: 'teleport' } })).toContain('Kind teleport')
  })

  it('is a diff for a file change, and a command line for a command', () => {
    expect(textOf('permission', { subject: edit })).toContain('one -two +2')
    expect(textOf('permission', { subject: run })).toContain('rm -rf "a b"')
  })

  it('hides nothing in a title, a path or a change', () => {
    const hidden = 'a\u202eb\u200bc'
    const changes = [{ path: hidden, oldText: null, newText: hidden }]
    const html = textOf('permission', {
      subject: { ...edit, title: hidden, paths: [hidden], changes, input: { path: hidden } },
    })
    expect(html).not.toMatch(/[\u202e\u200b]/)
    expect(html.split('a\\u{202e}b\\u{200b}c').length - 1).toBeGreaterThanOrEqual(5)
  })

  it('contains further data, and omits only empty values', () => {
    expect(readPermission(edit)?.rest).toEqual({ input: { path: 'a.txt' }, options: ['Yes', 'No'] })
    expect(readPermission(mail)?.rest).toBeNull()
    expect(readPermission({ odd: 1 })).toBeNull()
  })
})

it('an allowed action can be viewed again', () => {
  const approval = gate('permission', { subject: run, answer: 'approve', answeredAt: 1, answeredBy: 'ann' })
  const html = renderToStaticMarkup(<ClosedApproval approval={approval} />)
  expect(html).toContain('Allowed')
  expect(html).toContain('rm -rf &quot;a b&quot;')
})

it('the gate of a task names the model and all its tools and servers', () => {
  const servers = [{ name: 'bank', command: ['bank-mcp'], url: null, tools: { pay: 'ask' }, env: ['KEY'] }]
  const model = { agent: 'ann', model: 'big', tools: { read_file: 'allow' }, servers, config: 'abc123' }
  const text = textOf('task_gate', { subject: { ...taskSubject, model, later: { sum: 'unknown-yet' } } })
  for (const part of ['Runs on a model', 'big', 'read_file: allow', 'bank-mcp', 'KEY', 'abc123'])
    expect(text).toContain(part)
  expect(text).toContain('unknown-yet')
})
