import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { SentInput } from '#shared/contract/runs/runs.ts'
import type { AttemptView, InputPart } from '#shared/model/runs/attempt.ts'
import { useAgentNames } from '../../../entities/agents/agent-names.ts'
import { useRpc } from '../../../rpc/context.tsx'
import { ChoiceField } from '../../../ui/controls/field.tsx'
import { FailureNote, Skeleton } from '../../../ui/notes.tsx'
import { formatBytes, formatInstant } from '../../../ui/text/format.ts'
import { LongText } from '../../../ui/text/long-text.tsx'
import { MonoBox } from '../../../ui/text/mono-box.tsx'
import { words } from '../../../words/words.ts'
import { Section } from '../task/overview.tsx'

const says = words.run.panel.given

interface AttemptChoiceProps {
  readonly attempts: readonly AttemptView[]
  readonly chosen: AttemptView
  readonly onChoose: (number: number) => void
}

export function AttemptChoice({ attempts, chosen, onChoose }: AttemptChoiceProps) {
  const nameOf = useAgentNames()
  return (
    <ChoiceField
      label={says.attempt}
      value={String(chosen.number)}
      options={attempts.toReversed().map(({ number, agentId, startedAt }) => ({
        value: String(number),
        label: says.attemptBy(number, nameOf(agentId), formatInstant(startedAt)),
      }))}
      onChange={(value) => onChoose(Number(value))}
    />
  )
}

interface SentProps {
  readonly runId: string
  readonly taskKey: string
  readonly attempt: AttemptView
  /** Shown where its agent is sent no text. */
  readonly children: ReactNode
}

/** Exactly what the agent of one attempt was sent. */
export function Sent({ runId, taskKey, attempt, children }: SentProps) {
  const { orpc } = useRpc()
  const input = { runId, taskKey, attempt: attempt.number }
  const sent = useQuery(orpc.runs.listInputs.queryOptions({ input }))
  if (sent.isError) return <FailureNote error={sent.error} onRetry={() => void sent.refetch()} />
  if (sent.data === undefined) return <Skeleton lines={5} />
  if (sent.data.length === 0) return children
  return (
    <div className="flex flex-col gap-6">
      {sent.data.map((each, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was sent never changes its place
        <section key={place} className="flex flex-col gap-2">
          {sent.data.length > 1 && (
            <h3 className="font-medium">{says.request(place + 1, sent.data.length)}</h3>
          )}
          {place > 0 && <p className="text-muted text-sm">{says.added}</p>}
          <OneInput sent={each} />
        </section>
      ))}
    </div>
  )
}

function OneInput({ sent: { at, bytes, parts } }: { sent: SentInput }) {
  if (parts === null) return <p className="text-muted">{says.lost}</p>
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted text-sm">{says.sent(formatInstant(at), formatBytes(bytes))}</p>
      {parts.map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was sent never changes
        <Section key={place} title={part.label}>
          <LongText text={textOf(part)}>
            {(text) => <MonoBox text={text} copyLabel={says.copy(part.label)} isWrapped />}
          </LongText>
        </Section>
      ))}
    </div>
  )
}

/** JSON that came in one line is laid out; what is none after all stays as it is. */
function textOf({ text, form }: InputPart): string {
  if (form === 'text' || text.includes('\n  ')) return text
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
