import { Popover } from '@base-ui/react/popover'
import { Bell } from 'lucide-react'
import { changeNotices, countUnread, readNotices, useNotices } from '../../../entities/notices/notice-list.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { words } from '../../../words/words.ts'
import { closeOverlay, openOverlay, useOverlay } from '../overlay-store.ts'
import { AskSystem } from './ask-system.tsx'
import { NoticeRow } from './notice-row.tsx'

const say = words.shell.notices

/** What was told, to be found again: newest first, with what was not read yet. */
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
