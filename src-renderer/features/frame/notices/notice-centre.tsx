import { Popover } from '@base-ui/react/popover'
import { useRouter } from '@tanstack/react-router'
import { clsx } from 'clsx'
import {
  Bell,
  BellRing,
  CircleCheck,
  CircleDashed,
  CircleX,
  Coins,
  Hand,
  type LucideIcon,
  ThumbsDown,
} from 'lucide-react'
import { useState } from 'react'
import { words } from '#shared/words/words.ts'
import type { Notice, NoticeKind } from '../../../entities/notices/notice.ts'
import { changeNotices, countUnread, readNotices, useNotices } from '../../../entities/notices/notice-list.ts'
import { currentHost } from '../../../host/current-host.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { Ago } from '../../../ui/text/time.tsx'
import { closeOverlay, openOverlay, useOverlay } from '../overlay-store.ts'
import { openNotice } from './deliver.ts'

const say = words.shell.notices

/** Notices, newest first; unread ones are marked. */
export function NoticeCentre() {
  const isOpen = useOverlay('notices')
  const notices = useNotices()
  const unread = countUnread(notices)
  const readAll = () => changeNotices(readNotices)
  return (
    <Popover.Root open={isOpen} onOpenChange={(open) => (open ? openOverlay('notices') : closeOverlay())}>
      <Popover.Trigger
        aria-label={say.button(unread)}
        title={say.title}
        className="relative inline-flex size-8 items-center justify-center rounded-md text-muted transition-colors hover:bg-hover hover:text-ink"
      >
        <Bell size={16} aria-hidden />
        {unread > 0 && (
          <span
            aria-hidden
            className="tabular absolute top-0 end-0 min-w-4 rounded-full bg-accent px-1 text-center text-on-accent text-xs leading-4"
          >
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={6} align="end" className="z-40">
          <Popover.Popup className="appearing flex max-h-[min(560px,80vh)] w-[380px] max-w-[calc(100vw-16px)] flex-col rounded-lg border border-line bg-raised shadow-high">
            <div className="flex min-h-11 shrink-0 items-center justify-between gap-3 border-line border-b py-1 pe-2 ps-4">
              <Popover.Title className="font-semibold">{say.title}</Popover.Title>
              <Button look="ghost" disabled={unread === 0} onClick={readAll}>
                {say.readAll}
              </Button>
            </div>
            {notices.length === 0 ? (
              <div className="px-4 py-6 text-center">
                <p className="font-medium">{say.none}</p>
                <p className="text-muted">{say.noneAbout}</p>
              </div>
            ) : (
              <ul className="min-h-0 flex-1 overflow-auto p-1">
                {notices.map((notice) => (
                  <NoticeRow key={notice.id} notice={notice} />
                ))}
              </ul>
            )}
            <AskSystem />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}

/** Button for the notification permission of the browser. Hidden after the browser was asked once. */
function AskSystem() {
  const [isOffered, setOffered] = useState(() => currentHost().canAskToNotify())
  if (!isOffered) return null
  const ask = () =>
    void currentHost()
      .askToNotify()
      .then(() => setOffered(false))
  return (
    <div className="shrink-0 border-line border-t p-2">
      <Button look="ghost" icon={BellRing} onClick={ask} className="w-full">
        {words.shell.notices.askSystem}
      </Button>
    </div>
  )
}

const looks: Readonly<Record<NoticeKind, { icon: LucideIcon; ink: string }>> = {
  needs_you: { icon: Hand, ink: 'text-attention' },
  run_failed: { icon: CircleX, ink: 'text-failed' },
  run_rejected: { icon: ThumbsDown, ink: 'text-failed' },
  run_gaps: { icon: CircleDashed, ink: 'text-warning' },
  run_done: { icon: CircleCheck, ink: 'text-done' },
  budget_80: { icon: Coins, ink: 'text-warning' },
  budget_100: { icon: Coins, ink: 'text-failed' },
}

function NoticeRow({ notice }: { notice: Notice }) {
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
