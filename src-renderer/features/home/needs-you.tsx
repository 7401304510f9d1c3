import { Link } from '@tanstack/react-router'
import { Hand } from 'lucide-react'
import type { InboxItem } from '#shared/model/inbox.ts'
import { firstLine } from '../../ui/text/first-line.ts'
import { visible } from '../../ui/visible.ts'
import { words } from '../../words/words.ts'
import { Section } from './section.tsx'

const shownAtMost = 3

/** The questions whose wait costs most. */
export function NeedsYou({ items }: { items: readonly InboxItem[] }) {
  if (items.length === 0) return null
  return (
    <Section
      title={words.projects.needsYou}
      link={
        <Link to="/inbox" search={{}}>
          {words.projects.toInbox(items.length)}
        </Link>
      }
    >
      <ul className="overflow-hidden rounded-lg border border-line bg-surface">
        {items.slice(0, shownAtMost).map((item) => (
          <li key={item.approvalId} className="border-line border-b last:border-b-0">
            <Link
              to="/inbox"
              search={{ item: item.approvalId }}
              className="flex items-start gap-2 px-4 py-2.5 outline-offset-[-2px] hover:bg-hover"
            >
              <Hand size={14} aria-hidden className="mt-[3px] shrink-0 text-attention" />
              <span className="min-w-0 flex-1">
                <span className="line-clamp-1 break-words font-medium">
                  {visible(firstLine(item.question))}
                </span>
                <span className="block break-words text-muted text-sm">
                  {words.inbox.sayDelay(item.delay)}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}
