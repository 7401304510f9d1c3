import { Link } from '@tanstack/react-router'
import { Hand } from 'lucide-react'
import type { FoundDecision } from '#shared/model/decisions/decision-search.ts'
import { Part } from '../../entities/decisions/part.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { statusOfTask } from '../../ui/status-looks.ts'
import { words } from '../../words/words.ts'

/** The task that it made and how that goes; a question that is open is answered where it stands. */
export function OutcomePart({ found: { runId, createdTask, outcome } }: { found: FoundDecision }) {
  if (createdTask === null || outcome === null) {
    return (
      <Part title={words.decisions.outcome}>
        <p className="text-muted">{words.decisions.noOutcome}</p>
      </Part>
    )
  }
  const isOpen = outcome.status === 'awaiting_input' || outcome.status === 'awaiting_approval'
  return (
    <Part title={words.decisions.outcome}>
      <p className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
        <StatusBadge status={statusOfTask(outcome)} />
        <Link
          to="/runs/$runId"
          params={{ runId }}
          search={{ task: createdTask }}
          className="min-h-6 min-w-0 break-words py-0.5 text-accent hover:underline"
        >
          {outcome.title}
        </Link>
      </p>
      {isOpen && (
        <div className="mt-2 flex flex-wrap items-center gap-3 rounded-lg bg-attention-soft p-3">
          <p className="min-w-0 flex-1 basis-56">{words.decisions.waitsForYou}</p>
          <Link
            to="/runs/$runId"
            params={{ runId }}
            search={{ task: createdTask }}
            className="inline-flex h-8 items-center gap-1.5 rounded-md bg-accent px-3 font-medium text-on-accent hover:bg-accent-strong"
          >
            <Hand size={14} aria-hidden />
            {words.decisions.answer}
          </Link>
        </div>
      )}
    </Part>
  )
}
