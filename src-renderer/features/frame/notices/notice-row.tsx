import { useRouter } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { CircleCheck, CircleDashed, CircleX, Coins, Hand, type LucideIcon, ThumbsDown } from 'lucide-react'
import type { Notice, NoticeKind } from '../../../entities/notices/notice.ts'
import { Ago } from '../../../ui/text/time.tsx'
import { words } from '../../../words/words.ts'
import { closeOverlay } from '../overlay-store.ts'
import { openNotice } from './deliver.ts'

const looks: Readonly<Record<NoticeKind, { icon: LucideIcon; ink: string }>> = {
  needs_you: { icon: Hand, ink: 'text-attention' },
  run_failed: { icon: CircleX, ink: 'text-failed' },
  run_rejected: { icon: ThumbsDown, ink: 'text-failed' },
  run_gaps: { icon: CircleDashed, ink: 'text-warning' },
  run_done: { icon: CircleCheck, ink: 'text-done' },
  budget_80: { icon: Coins, ink: 'text-warning' },
  budget_100: { icon: Coins, ink: 'text-failed' },
}

export function NoticeRow({ notice }: { notice: Notice }) {
  const router = useRouter()
  const { icon: Icon, ink } = looks[notice.kind]
  const open = () => {
    closeOverlay()
    openNotice(notice, router)
  }
  return (
    <li>
      <button
        type="button"
        onClick={open}
        className="flex w-full items-start gap-3 rounded-md px-3 py-2 text-start hover:bg-hover"
      >
        <Icon size={15} aria-hidden className={clsx('mt-0.5 shrink-0', ink)} />
        <span className={clsx('min-w-0 flex-1 break-words', notice.isRead ? 'text-muted' : 'font-medium')}>
          {notice.title}
          <span className="block font-normal text-muted text-sm">
            <Ago at={notice.at} />
          </span>
        </span>
        {!notice.isRead && (
          <span className="mt-1.5 size-2 shrink-0 rounded-full bg-accent">
            <span className="sr-only">{words.shell.notices.unread}</span>
          </span>
        )}
      </button>
    </li>
  )
}
