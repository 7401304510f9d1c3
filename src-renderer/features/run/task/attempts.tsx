import { History } from 'lucide-react'
import type { Check } from '#shared/model/check.ts'
import type { AttemptView } from '#shared/model/runs/attempt.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { AgentName } from '../../../entities/agents/agent-name.tsx'
import { EmptyNote } from '../../../ui/notes.tsx'
import { StatusBadge } from '../../../ui/status-badge.tsx'
import { statusOfAttempt } from '../../../ui/status-looks.ts'
import { Fact } from '../../../ui/text/fact.tsx'
import { formatInstant } from '../../../ui/text/format.ts'
import { Countdown, Elapsed } from '../../../ui/text/time.tsx'
import { FailureText } from './checks.tsx'

const says = words.run.attempts

interface AttemptsProps {
  readonly attempts: readonly AttemptView[]
  readonly checks: readonly Check[]
}

/** All attempts at the task, newest first. */
export function Attempts({ attempts, checks }: AttemptsProps) {
  if (attempts.length === 0) {
    return (
      <EmptyNote icon={History} title={says.none}>
        {says.noneHint}
      </EmptyNote>
    )
  }
  return (
    <ol reversed className="flex flex-col gap-3">
      {attempts.toReversed().map((attempt) => (
        <li key={attempt.id} className="rounded-lg border border-line p-4">
          <div className="flex items-center justify-between gap-3">
            <span className="font-semibold">{says.title(attempt.number)}</span>
            <StatusBadge status={statusOfAttempt(attempt.status)} />
          </div>
          <dl className="mt-3 grid grid-cols-[96px_minmax(0,1fr)] gap-x-4 gap-y-1.5">
            <Fact name={says.agent}>
              <AgentName id={attempt.agentId} />
            </Fact>
            <Fact name={says.started}>{formatInstant(attempt.startedAt)}</Fact>
            <Fact name={says.took}>
              <Elapsed from={attempt.startedAt} to={attempt.endedAt} />
            </Fact>
            <Money attempt={attempt} />
            {attempt.endedAt === null && attempt.leaseUntil !== null && (
              <Fact name={says.lease}>
                {says.leaseEnds} <Countdown until={attempt.leaseUntil} />, {says.leaseUnless}
              </Fact>
            )}
            <Fact name={says.delegation} className="break-all font-mono text-sm leading-5">
              {attempt.delegationKey}
            </Fact>
          </dl>
          {attempt.failure !== null && (
            <div className="mt-3 break-words rounded-md bg-failed-soft p-3">
              <p className="font-medium">{words.run.failure.reasons[attempt.failure.reason].word}</p>
              <FailureText failure={attempt.failure} checks={checks} />
            </div>
          )}
        </li>
      ))}
    </ol>
  )
}

function Money({ attempt }: { attempt: AttemptView }) {
  const cost = costOfAttempt(attempt)
  if (cost === null) return null
  return (
    <Fact name={says.cost} className="tabular">
      {cost}
    </Fact>
  )
}

/** Cost of an attempt, with its reservation while it runs; null without costs. */
function costOfAttempt({ spent, reserved, endedAt }: AttemptView): string | null {
  const held = reserved === null || endedAt !== null ? null : words.run.attempts.held(formatMoney(reserved))
  if (spent === null) return held
  return held === null ? formatMoney(spent) : words.run.attempts.soFar(formatMoney(spent), held)
}
