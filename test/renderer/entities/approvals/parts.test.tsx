import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { GateFacts } from '../../../../src-renderer/entities/approvals/card-facts.tsx'
import { ClosedApproval } from '../../../../src-renderer/entities/approvals/closed-approval.tsx'
import { SubjectView } from '../../../../src-renderer/entities/approvals/subject-view.tsx'
import { gate, moneySubject, taskSubject, vote } from './approvals.ts'

const nameOf = (key: string) => key

/** Visible text of the element. */
const textOf = (element: Parameters<typeof renderToStaticMarkup>[0]): string =>
  renderToStaticMarkup(element)
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()

describe('a closed gate', () => {
  const over = { answeredAt: 1_000 }

  it('shows person, answer and reason', () => {
    const approval = gate('task_gate', { ...over, answer: 'approve', answeredBy: 'ann', note: 'Fine.' })
    expect(textOf(<ClosedApproval approval={approval} />)).toMatch(/^Approved by ann .* “Fine.”$/)
  })

  it('names everyone who approved', () => {
    const votes = [vote('me'), vote('bob')]
    const approval = gate('task_gate', { ...over, votes, quorum: 2, answer: 'approve', answeredBy: 'bob' })
    expect(textOf(<ClosedApproval approval={approval} />)).toMatch(/^Approved by you, bob /)
  })

  it('distinguishes expired from withdrawn, and explains that neither approves', () => {
    const expired = gate('task_gate', { ...over, closed: 'expired' })
    expect(textOf(<ClosedApproval approval={expired} />)).toMatch(/^Expired .*without approval/)
    const withdrawn = gate('task_gate', { ...over, closed: 'withdrawn' })
    expect(textOf(<ClosedApproval approval={withdrawn} />)).toMatch(
      /^Withdrawn .*task ended before an answer/,
    )
  })
})

describe('the facts of a gate', () => {
  it('show who may answer, who has answered, and the effect of an expiry', () => {
    const approval = gate('task_gate', {
      ...{ assignee: 'carol', quorum: 2, votes: [vote('ann')], expiresAt: 1, escalateTo: 'bob' },
    })
    const text = textOf(<GateFacts approval={approval} />)
    expect(text).toContain('Assignee: carol')
    expect(text).toContain('1 of 2 approved: ann')
    expect(text).toContain('Expires in 0 s · almost expired ; then bob is asked')
  })

  it('explain that an expiry rejects, or fails the task of a question', () => {
    const said = (kind: 'task_gate' | 'agent_question') =>
      textOf(<GateFacts approval={gate(kind, { expiresAt: 1 })} />)
    expect(said('task_gate')).toContain('then the request is rejected')
    expect(said('agent_question')).toContain('then the task fails')
  })
})

describe('the content of a gate', () => {
  it('shows the text of a task without interpreting its markup', () => {
    const subject = { ...taskSubject, description: '<img src=x> **now**' }
    const html = renderToStaticMarkup(
      <SubjectView approval={gate('task_gate', { subject })} nameOf={nameOf} />,
    )
    expect(html).not.toContain('<img')
    expect(html).toContain('<strong>now</strong>')
  })

  it('shows the files of a result as files', () => {
    const artifacts = [{ name: 'plan.md', text: '# Plan\n\n**Soon**', mediaType: 'text/markdown' }]
    const subject = { text: 'Wrote a plan.', data: { artifacts } }
    const approval = gate('result_review', { subject })
    expect(textOf(<SubjectView approval={approval} nameOf={nameOf} />)).toContain(
      'plan.md 16 bytes Plan Soon',
    )
  })

  it('shows a complete command, in which no character hides or reverses another', () => {
    const argv = ['/bin/rm', '-rf', `a\u202eb\u200bc\u0007${'x'.repeat(5000)}END`]
    const subject = { ...taskSubject, command: { agent: 'tool', argv } }
    const text = textOf(<SubjectView approval={gate('task_gate', { subject })} nameOf={nameOf} />)
    expect(text).toContain('Starts a program')
    expect(text).toContain('a\\u{202e}b\\u{200b}c\\u0007')
    expect(text).toContain('END')
  })

  it('shows the target of a task, and the tools of a model', () => {
    const show = (more: object) =>
      textOf(
        <SubjectView
          approval={gate('task_gate', { subject: { ...taskSubject, ...more } })}
          nameOf={nameOf}
        />,
      )
    const remote = show({ remote: { agent: 'rita', url: 'https://agents.example.com/a2a' } })
    expect(remote).toContain('Sends the task')
    expect(remote).toContain('https://agents.example.com/a2a')
    expect(show({ model: { agent: 'mo', tools: { write_file: 'deny' } } })).toContain('write_file')
  })

  it('shows the figures of a budget with the remaining amount', () => {
    const approval = gate('budget_top_up', { subject: moneySubject })
    const text = textOf(<SubjectView approval={approval} nameOf={() => 'Printing'} />)
    expect(text).toContain('Budget of the group “Printing”')
    expect(text).toContain('Remaining 0.50 EUR')
    expect(text).toContain('Minimum increase 3.50 EUR')
  })
})
