import { useQuery } from '@tanstack/react-query'
import { AlarmClock, AlarmClockOff, ArrowLeft } from 'lucide-react'
import { useRef, useState } from 'react'
import { words } from '#shared/words/words.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { ApprovalCard } from '../../entities/approvals/approval-card.tsx'
import {
  endOfSnooze,
  isSnoozed,
  type SnoozeChoice,
  snoozeChoices,
  useSnoozed,
  withSnoozed,
} from '../../entities/approvals/snoozed.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { MenuFrame, MenuItem } from '../../ui/controls/menu-frame.tsx'
import { useNow } from '../../ui/hooks/use-now.ts'
import { FailureNote, Skeleton } from '../../ui/notes.tsx'
import { SimulationMark } from '../../ui/simulation-mark.tsx'
import { formatInstant, formatMoment } from '../../ui/text/format.ts'
import { showToast } from '../../ui/toast.tsx'

interface InboxCardProps {
  readonly approvalId: string
  /** Null: the list is visible beside the card, so no Back button is needed. */
  readonly onBack: (() => void) | null
  readonly onAnswered: () => void
}

/** An approval with all information needed for the answer. */
export function InboxCard({ approvalId, onBack, onAnswered }: InboxCardProps) {
  const { orpc } = useRpc()
  const { data, error, refetch } = useQuery(orpc.inbox.get.queryOptions({ input: { approvalId } }))
  const wasOpen = useRef(false)
  const approval = data?.approval
  const isOver = approval !== undefined && approval.answeredAt !== null
  if (approval !== undefined && !isOver) wasOpen.current = true
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape goes back from wherever in it the focus is
    <div
      className="mx-auto flex w-full max-w-[900px] flex-col gap-3 p-5 max-sm:p-3"
      onKeyDown={({ key }) => key === 'Escape' && onBack?.()}
    >
      <div className="-mx-1 -mb-1 flex min-h-8 items-center justify-between gap-3">
        {onBack === null ? (
          <span className="flex min-w-0 items-center gap-2 px-1 font-medium text-muted">
            <span className="min-w-0 truncate" title={data?.runTitle}>
              {!isOver && data?.runTitle}
            </span>
            {!isOver && data?.isSimulated === true && <SimulationMark />}
          </span>
        ) : (
          <Button look="ghost" icon={ArrowLeft} autoFocus onClick={onBack}>
            {words.inbox.back}
          </Button>
        )}
        {data !== undefined && !isOver && <SnoozeMenu approvalId={approvalId} onGone={onAnswered} />}
      </div>
      <FailureNote error={error} onRetry={() => void refetch()} />
      {error === null && data === undefined && <Skeleton lines={6} />}
      {isOver && wasOpen.current && (
        <p role="status" className="rounded-md bg-warning-soft px-3 py-2 font-medium">
          {words.inbox.card.meanwhile}
        </p>
      )}
      {data !== undefined && (
        <>
          <h2 className={isOver ? 'break-words font-semibold text-lg' : 'sr-only'}>
            {data.taskTitle} <span className="font-normal text-muted">· {data.runTitle}</span>{' '}
            {data.isSimulated && <SimulationMark />}
          </h2>
          <ApprovalCard approval={data.approval} isInRun={false} onAnswered={onAnswered} />
        </>
      )}
    </div>
  )
}

interface SnoozeMenuProps {
  readonly approvalId: string
  /** Called after the approval was snoozed. */
  readonly onGone: () => void
}

const { snooze: say, commands } = words.inbox

/** Snoozes an approval for the current person only. The approval stays open and other people still see it. */
function SnoozeMenu({ approvalId, onGone }: SnoozeMenuProps) {
  const [snoozed, set] = useSnoozed()
  const [isOpen, setOpen] = useState(false)
  const now = useNow({ stepMs: 15_000 })
  const isPutOff = isSnoozed(snoozed, approvalId, now)
  const bringBack = () => set(withSnoozed(snoozed, approvalId, { until: null, now }))
  const putOff = (choice: SnoozeChoice) => {
    const until = endOfSnooze(choice, now)
    set(withSnoozed(snoozed, approvalId, { until, now }))
    showToast({ title: say.done(formatInstant(until)), undo: () => set(snoozed) })
    onGone()
  }
  useCommands([
    {
      ...{ id: 'inbox.snooze', title: isPutOff ? say.back : say.title, category: commands.category },
      ...{ icon: AlarmClock, keys: ['s'] },
      run: () => (isPutOff ? bringBack() : setOpen(true)),
    },
  ])
  if (isPutOff) {
    return (
      <Button look="ghost" icon={AlarmClockOff} onClick={bringBack}>
        {say.back}
      </Button>
    )
  }
  return (
    <MenuFrame
      trigger={
        <Button look="ghost" icon={AlarmClock}>
          {say.title}
        </Button>
      }
      align="end"
      {...{ isOpen, onOpen: setOpen }}
      // Rendered inside `main`: at the end of the page, landmark navigation would not find the menu.
      container={document.getElementById('main')}
      className="min-w-52"
    >
      {listChoices(now).map((choice) => (
        <MenuItem key={choice} onClick={() => putOff(choice)} className="justify-between gap-6">
          {say.choices[choice]}
          <span className="tabular text-muted text-sm">{formatMoment(endOfSnooze(choice, now))}</span>
        </MenuItem>
      ))}
    </MenuFrame>
  )
}

/** Omits Monday on a Sunday, because "tomorrow" already means Monday. */
const listChoices = (now: number): readonly SnoozeChoice[] =>
  snoozeChoices.filter(
    (choice) => choice !== 'monday' || endOfSnooze(choice, now) !== endOfSnooze('tomorrow', now),
  )
