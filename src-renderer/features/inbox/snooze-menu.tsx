import { AlarmClock, AlarmClockOff } from 'lucide-react'
import { useState } from 'react'
import { useCommands } from '../../commands/use-commands.ts'
import {
  endOfSnooze,
  isSnoozed,
  type SnoozeChoice,
  snoozeChoices,
  useSnoozed,
  withSnoozed,
} from '../../entities/approvals/snoozed.ts'
import { Button } from '../../ui/controls/button.tsx'
import { MenuFrame, MenuItem } from '../../ui/controls/menu-frame.tsx'
import { useNow } from '../../ui/hooks/use-now.ts'
import { formatInstant, formatMoment } from '../../ui/text/format.ts'
import { showToast } from '../../ui/toast.tsx'
import { words } from '../../words/words.ts'

interface SnoozeMenuProps {
  readonly approvalId: string
  /** It is out of the way. */
  readonly onGone: () => void
}

const { snooze: say, commands } = words.inbox

/** Puts a question off, for this person alone: it stays open, and whoever else may answer it sees it as before. */
export function SnoozeMenu({ approvalId, onGone }: SnoozeMenuProps) {
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
      // In the landmark that it is of: at the end of the page nobody who goes by landmarks would find it.
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

/** On a Sunday, tomorrow is Monday. */
const listChoices = (now: number): readonly SnoozeChoice[] =>
  snoozeChoices.filter(
    (choice) => choice !== 'monday' || endOfSnooze(choice, now) !== endOfSnooze('tomorrow', now),
  )
