import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Action } from '#shared/contract/insight.ts'
import type { RunView } from '#shared/model/runs/run.ts'
import { newCommandId, useStartRun } from '../../../entities/runs/use-start-run.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { failureOf } from '../../../rpc/failure.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { Countdown } from '../../../ui/text/time.tsx'
import { showToast } from '../../../ui/toast.tsx'
import { words } from '../../../words/words.ts'
import { act, type Doable, isDoable } from './act.ts'

interface ActionButtonProps {
  readonly action: Action
  readonly run: RunView
  readonly onSelect: (key: string) => void
  readonly isFirst: boolean
}

const says = words.run.why

/** Does what would help where one stands, or leads to where it is done. */
export function ActionButton({ action, run, onSelect, isFirst }: ActionButtonProps) {
  const look = isFirst ? 'primary' : 'secondary'
  if (isDoable(action)) return <Do action={action} runId={run.id} look={look} />
  switch (action.kind) {
    case 'answer_gate':
      return <Answer approvalId={action.approvalIds[0] ?? ''} look={look} onSelect={onSelect} />
    case 'set_price':
    case 'call_worker':
      return <ToAgents agent={action.agentId}>{says.does[action.kind]}</ToAgents>
    case 'add_agent':
      return <ToAgents>{says.does.add_agent}</ToAgents>
    case 'run_again':
      return <Again runId={run.id} />
    case 'wait':
      return action.until === null ? null : <Countdown until={action.until} />
    case 'start_app':
      return null
  }
}

type Look = 'primary' | 'secondary'

const sayFailure = (error: unknown) => {
  const { message, hint } = failureOf(error)
  showToast({ title: message, description: hint, isFailure: true })
}

function Do({ action, runId, look }: { action: Doable; runId: string; look: Look }) {
  const { client } = useRpc()
  const doing = useMutation({
    mutationFn: () => act(client, action, runId),
    onSuccess: () => showToast({ title: says.done[action.kind] }),
    onError: sayFailure,
  })
  return (
    <Button look={look} title={action.sentence} disabled={doing.isPending} onClick={() => doing.mutate()}>
      {action.kind === 'raise_capacity' ? says.does.raise_capacity(action.capacity) : says.does[action.kind]}
    </Button>
  )
}

interface AnswerProps {
  readonly approvalId: string
  readonly look: Look
  readonly onSelect: (key: string) => void
}

/** The gate is in the panel of its task. */
function Answer({ approvalId, look, onSelect }: AnswerProps) {
  const { client } = useRpc()
  const finding = useMutation({
    mutationFn: () => client.runs.getApproval({ approvalId }),
    onSuccess: ({ approval }) => onSelect(approval.taskKey),
    onError: sayFailure,
  })
  return (
    <Button look={look} disabled={finding.isPending} onClick={() => finding.mutate()}>
      {says.does.answer_gate}
    </Button>
  )
}

/** To the one that is named, or to where one is added. */
function ToAgents({ agent, children }: { agent?: string; children: string }) {
  return (
    <Link
      to="/agents"
      search={agent === undefined ? { add: true } : { agent }}
      className="inline-flex h-8 shrink-0 items-center rounded-md border border-line-strong bg-surface px-3 font-medium hover:bg-hover"
    >
      {children}
    </Link>
  )
}

function Again({ runId }: { runId: string }) {
  const start = useStartRun()
  return (
    <Button
      disabled={start.isPending}
      onClick={() => start.mutate({ againRunId: runId, commandId: newCommandId() })}
    >
      {says.does.run_again}
    </Button>
  )
}
