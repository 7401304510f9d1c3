import { Info, Pin } from 'lucide-react'
import type { ReactNode } from 'react'
import type { TaskDetail } from '#shared/contract/runs/runs.ts'
import type { Failure } from '#shared/model/runs/attempt.ts'
import { isTerminal, type TaskView } from '#shared/model/task.ts'
import { words } from '#shared/words/words.ts'
import { AgentName } from '../../../entities/agents/agent-name.tsx'
import { useAgentNames } from '../../../entities/agents/agent-names.ts'
import { ApprovalCard } from '../../../entities/approvals/approval-card.tsx'
import { useMaker } from '../../../stores/ledger-context.tsx'
import { TextButton } from '../../../ui/controls/button.tsx'
import { groundOf, StatusIcon } from '../../../ui/status-badge.tsx'
import { statusOfTask } from '../../../ui/status-looks.ts'
import { Fact } from '../../../ui/text/fact.tsx'
import { ReadableText } from '../../../ui/text/readable-text.tsx'
import { MergeButton } from '../merge/merge-dialog.tsx'
import { ChecksAhead } from './checks.tsx'
import { FailureBanner } from './failure-banner.tsx'
import { ScorecardTable } from './scorecard-table.tsx'
import { TaskActions } from './task-actions.tsx'
import { DueFact, PriorityFact } from './task-edits.tsx'
import { TaskLink } from './task-link.tsx'

const says = words.run.task

interface OverviewProps {
  readonly task: TaskView
  readonly detail: TaskDetail
  readonly onDecision: (number: number) => void
  readonly onLog: () => void
}

export function Overview({ task, detail, onDecision, onLog }: OverviewProps) {
  const { approval, attempts, scorecard } = detail
  const isGateOpen = approval !== null && approval.answeredAt === null
  const failure = failureOf(task, attempts)
  const cause = failure === null ? causeOf(task, detail) : null
  const checks = task.doneWhen ?? []
  return (
    <div className="flex flex-col gap-6">
      {approval !== null && <ApprovalCard approval={approval} />}
      {failure !== null && !isGateOpen && (
        <FailureBanner key={`failure ${task.key}`} {...{ task, failure, onLog }} />
      )}
      {cause !== null && !isGateOpen && <Cause task={task}>{cause}</Cause>}
      {/* An open task gate already shows the description, because it is part of the decision. */}
      {!(isGateOpen && approval.kind === 'task_gate') && task.description !== '' && (
        <Section title={says.toDo}>
          <ReadableText text={task.description} />
        </Section>
      )}
      {checks.length > 0 && !isTerminal(task.status) && (
        <Section title={says.checksAhead}>
          <ChecksAhead checks={checks} />
        </Section>
      )}
      <Facts task={task} onDecision={onDecision} />
      {task.kind === 'task' && task.status === 'done' && <MergeTask key={task.key} task={task} />}
      {/* For a failed task the banner above has the actions. */}
      {(failure === null || !isTerminal(task.status)) && (
        <TaskActions
          key={`actions ${task.key}`}
          task={task}
          isStopping={attempts.at(-1)?.status === 'stopping'}
          gate={isGateOpen ? approval.kind : null}
        />
      )}
      {scorecard !== null && (
        <Section title={scorecard.chosen === null ? says.whyNobody : says.whyThis}>
          <ScorecardTable scorecard={scorecard} />
        </Section>
      )}
    </div>
  )
}

/** Merges the worktree of a single task before its run has ended. */
const MergeTask = ({ task: { runId, key } }: { task: TaskView }) => (
  <div className="empty:hidden">
    <MergeButton runId={runId} taskKey={key} />
  </div>
)

/** Failure of a task that finally failed, or that waits for its next retry; null otherwise. */
function failureOf({ status, notBefore }: TaskView, attempts: TaskDetail['attempts']): Failure | null {
  if (status !== 'failed' && !(status === 'todo' && notBefore !== null)) return null
  return attempts.at(-1)?.failure ?? null
}

function causeOf(task: TaskView, { attempts }: TaskDetail): ReactNode {
  const last = attempts.at(-1)
  if (last?.status === 'stopping') return says.stopping
  return task.reason?.message ?? null
}

/** Reason for the current status of the task. */
function Cause({ task, children }: { task: TaskView; children: ReactNode }) {
  const status = statusOfTask(task)
  return (
    <div className={`flex items-start gap-2.5 rounded-lg p-3 ${groundOf(status)}`}>
      <span className="mt-0.5">
        <StatusIcon status={status} />
      </span>
      <div className="min-w-0 flex-1 break-words">{children}</div>
    </div>
  )
}

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h3 className="mb-2 font-medium text-faint text-sm">{title}</h3>
      {children}
    </section>
  )
}

function Facts({ task, onDecision }: Pick<OverviewProps, 'task' | 'onDecision'>) {
  const maker = useMaker(task.key)
  const nameOf = useAgentNames()
  return (
    <dl className="grid grid-cols-[96px_minmax(0,1fr)] items-baseline gap-x-4 gap-y-2.5">
      {task.kind === 'task' && (
        <Fact name={says.facts.agent}>
          {task.agentId === null ? (
            <span className="text-muted">{says.facts.nobody}</span>
          ) : (
            <AgentName id={task.agentId} />
          )}
          {task.pin !== undefined && (
            <span className="ms-2 inline-flex items-center gap-1 text-muted text-sm">
              <Pin size={12} aria-hidden />
              {words.run.assign.onlyFor(nameOf(task.pin))}
            </span>
          )}
        </Fact>
      )}
      {task.requiredSkills.length > 0 && (
        <Fact name={says.facts.skills}>
          <Chips of={task.requiredSkills} />
        </Fact>
      )}
      <Fact name={says.facts.priority}>
        <PriorityFact task={task} />
      </Fact>
      <Fact name={says.facts.due}>
        <DueFact task={task} />
      </Fact>
      {task.dependsOn.length > 0 && (
        <Fact name={says.facts.waitsFor}>
          <ul className="flex flex-col gap-1">
            {task.dependsOn.map((key) => (
              <li key={key}>
                <TaskLink taskKey={key} />
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {maker !== undefined && (
        <Fact name={says.facts.madeBy}>
          <TextButton onClick={() => onDecision(maker.number)}>
            {says.facts.decision(maker.number)}
          </TextButton>
        </Fact>
      )}
      {task.parent !== null && (
        <Fact name={says.facts.group}>
          <TaskLink taskKey={task.parent} />
        </Fact>
      )}
      {task.tags.length > 0 && (
        <Fact name={says.facts.tags}>
          <Chips of={task.tags} />
        </Fact>
      )}
      {(task.requiresApproval || task.gate !== undefined) && (
        <Fact name={says.facts.gate}>
          <span className="inline-flex items-center gap-1.5">
            <Info size={14} aria-hidden className="text-faint" />
            {task.gate?.when === 'after' ? says.facts.gateAfter : says.facts.gateBefore}
          </span>
        </Fact>
      )}
      {task.condition !== undefined && (
        <Fact name={says.facts.condition}>
          <code className="break-words font-mono text-sm">{task.condition}</code>
        </Fact>
      )}
    </dl>
  )
}

function Chips({ of }: { of: readonly string[] }) {
  return (
    <ul className="flex flex-wrap gap-1">
      {of.map((word) => (
        <li key={word} className="rounded-sm bg-hover px-1.5 font-mono text-muted text-xs leading-5">
          {word}
        </li>
      ))}
    </ul>
  )
}
