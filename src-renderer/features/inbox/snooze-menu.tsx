import { Menu } from '@base-ui/react/menu'
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
    <Menu.Root open={isOpen} onOpenChange={setOpen}>
      <Menu.Trigger render={<Button look="ghost" icon={AlarmClock} />}>{say.title}</Menu.Trigger>
      {/* In the landmark that it is of: at the end of the page nobody who goes by landmarks would find it. */}
      <Menu.Portal container={document.getElementById('main')}>
        <Menu.Positioner align="end" sideOffset={4} className="z-40">
          <Menu.Popup className="appearing min-w-52 rounded-lg border border-line bg-raised p-1 shadow-high outline-none">
            {listChoices(now).map((choice) => (
              <Menu.Item
                key={choice}
                onClick={() => putOff(choice)}
                className="flex h-8 cursor-pointer items-center justify-between gap-6 rounded-md px-2 outline-none data-[highlighted]:bg-hover"
              >
                {say.choices[choice]}
                <span className="tabular text-muted text-sm">{formatMoment(endOfSnooze(choice, now))}</span>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  )
}

/** On a Sunday, tomorrow is Monday. */
const listChoices = (now: number): readonly SnoozeChoice[] =>
  snoozeChoices.filter(
    (choice) => choice !== 'monday' || endOfSnooze(choice, now) !== endOfSnooze('tomorrow', now),
  )
