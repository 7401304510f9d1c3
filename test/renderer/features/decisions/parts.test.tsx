import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { DecisionRow } from '../../../../src-renderer/features/run/decisions/decision-row.tsx'
import { RunProvider } from '../../../../src-renderer/stores/run-context.tsx'
import { emptyRun, type RunState } from '../../../../src-renderer/stores/run-store.ts'
import { taskView } from '../../task-view.ts'
import { asked, created, summary } from './decisions.ts'

const tasks = [
  taskView('task-001', { title: 'Plan project scope', status: 'done' }),
  taskView('task-002', { title: 'Break <b>in</b>', status: 'awaiting_input' }),
]

function markupOf(record: ReturnType<typeof summary>, { isReachable = true } = {}): string {
  const known = new Map(tasks.map((task) => [task.key, task]))
  const store = createStore<RunState>(() => ({ ...emptyRun('run_1'), tasks: known }))
  const ignore = () => {}
  return renderToStaticMarkup(
    <RunProvider value={store}>
      <DecisionRow
        record={record}
        isOpen={false}
        isLast
        isReachable={isReachable}
        onToggle={ignore}
        onFocus={ignore}
        onSelectFrom={ignore}
      />
    </RunProvider>,
  )
}

/** Visible text of the record. */
const textOf = (record: ReturnType<typeof summary>): string =>
  markupOf(record)
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')

describe('a decision in the ledger', () => {
  it('shows the decision, the preceding task, the priority, the decider and the reason', () => {
    const text = textOf(summary({ number: 4 }))
    expect(text).toContain('Decision 4 Next: Backend developer gets')
    expect(text).toContain('after Plan project scope')
    expect(text).toContain('normal urgency by rules because')
  })

  it('shows the refused proposal first', () => {
    const proposed = { ...created, next_agent_type: 'hacker', task_description: 'Break in' }
    const findings = [
      { code: 'unknown_agent_type' as const, message: 'There is no agent of the type hacker.' },
    ]
    const text = textOf(summary({ decision: asked, proposed, findings }))
    expect(text).toContain('Asked a person instead')
    expect(text).toContain('The guard refused the decision There is no agent of the type hacker.')
    expect(text).toContain('The decider wanted a task for Hacker: “Break in”. because')
  })

  it('mentions no refusal without a response', () => {
    const findings = [{ code: 'no_answer' as const, message: 'The key was not taken.' }]
    const text = textOf(summary({ decision: asked, proposed: null, findings, decider: 'model' }))
    expect(text).toContain('No decision to carry out The key was not taken.')
    expect(text).not.toContain('The decider wanted')
  })

  it('shows the state of its task, with the title as text', () => {
    const html = markupOf(summary({ createdTask: 'task-002' }))
    expect(html).toContain('aria-label="Show the task “Break &lt;b&gt;in&lt;/b&gt;”: Needs you"')
    expect(html).not.toContain('<b>')
  })

  it('is reached by Tab only once in the list', () => {
    expect(markupOf(summary())).toContain('tabindex="0"')
    expect(markupOf(summary({ createdTask: 'task-002' }), { isReachable: false })).not.toContain(
      'tabindex="0"',
    )
  })
})
