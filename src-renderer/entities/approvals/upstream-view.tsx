import { Link } from '@tanstack/react-router'
import type { Upstream } from '#shared/contract/inbox.ts'
import { StatusIcon } from '../../ui/status-badge.tsx'
import { ReadableText } from '../../ui/text/readable-text.tsx'
import { words } from '../../words/words.ts'

/** What came before: results that this one builds on, folded, so that the answers stay near. */
export function UpstreamView({ runId, upstream }: { runId: string; upstream: readonly Upstream[] }) {
  const { card } = words.inbox
  if (upstream.length === 0) return null
  return (
    <section aria-label={card.upstream}>
      <h4 className="mb-1 text-muted">{card.upstream}</h4>
      <ul className="flex flex-col gap-1">
        {upstream.map((each) => (
          <li key={each.taskKey}>
            <details className="rounded-md border border-line bg-sunken">
              <summary className="break-words rounded-md px-3 py-1.5 hover:bg-hover">
                <span className="inline-flex items-center gap-1.5 align-middle">
                  <StatusIcon status={statusOf(each)} />
                  <span className="min-w-0 break-words">{each.title}</span>
                </span>
              </summary>
              <div className="border-line border-t px-3 py-2">
                {each.text === '' ? (
                  <p className="text-muted">{card.noText}</p>
                ) : (
                  <ReadableText text={each.text} />
                )}
                {each.isCut && <p className="mt-1 text-muted text-sm">{card.cut}</p>}
                <Link
                  to="/runs/$runId"
                  params={{ runId }}
                  search={{ task: each.taskKey, panel: 'result' }}
                  className="mt-1 inline-block text-accent text-sm hover:underline"
                >
                  {card.openTask}
                </Link>
              </div>
            </details>
          </li>
        ))}
      </ul>
    </section>
  )
}

const statusOf = ({ status }: Upstream) =>
  status === 'done' || status === 'failed' || status === 'skipped' || status === 'cancelled'
    ? status
    : 'waiting'
