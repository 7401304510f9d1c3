import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Hand } from 'lucide-react'
import { useState } from 'react'
import type { CapView } from '#shared/contract/ledger.ts'
import type { Approval } from '#shared/model/approval.ts'
import { type TopUpSubject, topUpSubjectSchema } from '#shared/model/money.ts'
import { formatMoney } from '#shared/text/format-money.ts'
import { words } from '#shared/words/words.ts'
import { readSignature } from '../../entities/approvals/answer/signature.ts'
import { parseAmount, writeAmount } from '../../entities/money/amount.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { TextField } from '../../ui/controls/field.tsx'
import { FailureNote } from '../../ui/notes.tsx'
import { Ago } from '../../ui/text/time.tsx'
import { showToast } from '../../ui/toast.tsx'

interface TopUpsProps {
  readonly caps: readonly CapView[]
  /** True: only requests for the accounts in `caps`. */
  readonly isNarrowed: boolean
}

/** Open budget requests. Each can be granted directly, or opened in its task. */
export function TopUps({ caps, isNarrowed }: TopUpsProps) {
  const { orpc } = useRpc()
  const approvals = useQuery(orpc.runs.listApprovals.queryOptions())
  const isShown = ({ account }: TopUpSubject) => !isNarrowed || caps.some(({ key }) => key === account)
  const asked = (approvals.data ?? []).flatMap((approval) => {
    const subject = topUpSubjectSchema.safeParse(approval.subject)
    return approval.kind === 'budget_top_up' && subject.success && isShown(subject.data)
      ? [{ approval, subject: subject.data }]
      : []
  })
  if (asked.length === 0) return null
  return (
    <section
      aria-label={words.money.requests}
      className="rounded-lg border border-attention bg-attention-soft p-4"
    >
      <h2 className="flex items-center gap-2 font-semibold text-attention">
        <Hand size={16} aria-hidden />
        {words.money.requests}
      </h2>
      <p className="mb-3 text-muted">{words.money.requestsAbout}</p>
      <ul className="flex flex-col gap-2">
        {asked.map(({ approval, subject }) => (
          <TopUp
            key={`${approval.id} ${approval.hash}`}
            approval={approval}
            subject={subject}
            name={caps.find(({ key }) => key === subject.account)?.name ?? subject.account}
          />
        ))}
      </ul>
    </section>
  )
}

interface TopUpProps {
  readonly approval: Approval
  readonly subject: TopUpSubject
  readonly name: string
}

function TopUp({ approval, subject, name }: TopUpProps) {
  const { orpc } = useRpc()
  const { currency } = subject
  const [text, setText] = useState(writeAmount(subject.suggestedMinor))
  const amountMinor = parseAmount(text)
  const answering = useMutation(
    orpc.runs.answerApproval.mutationOptions({
      onSuccess: () => showToast({ title: words.money.raised(name) }),
    }),
  )
  const allow = () => {
    if (amountMinor === null) return
    const { id: approvalId, hash } = approval
    answering.mutate({ approvalId, hash, answer: 'approve', by: readSignature(), response: { amountMinor } })
  }
  return (
    <li className="flex flex-wrap items-end gap-3 rounded-md border border-line bg-surface p-3">
      <div className="min-w-60 flex-1">
        <p className="break-words font-medium">{approval.question}</p>
        <p className="text-muted text-sm">
          {name} · <Ago at={approval.postedAt} /> ·{' '}
          <Link
            to="/runs/$runId"
            params={{ runId: approval.runId }}
            search={{ task: approval.taskKey }}
            className="text-accent underline underline-offset-2"
          >
            {words.money.openGate}
          </Link>
        </p>
      </div>
      <div className="w-36">
        <TextField
          label={words.money.allowAmount(currency)}
          value={text}
          inputMode="decimal"
          onChange={setText}
          fault={amountMinor === null ? words.money.amountFault : undefined}
        />
      </div>
      <Button look="primary" disabled={amountMinor === null || answering.isPending} onClick={allow}>
        {words.money.allow(formatMoney({ amountMinor: amountMinor ?? 0, currency }))}
      </Button>
      <FailureNote error={answering.error} className="w-full" />
    </li>
  )
}
