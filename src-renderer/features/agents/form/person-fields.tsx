import { Plus, X } from 'lucide-react'
import { weekdays } from '#shared/model/agents/person-agent.ts'
import { words } from '#shared/words/words.ts'
import { Button, IconButton } from '../../../ui/controls/button.tsx'
import { CheckBox } from '../../../ui/controls/check-box.tsx'
import { Fault, TextField } from '../../../ui/controls/field.tsx'
import type { FieldsProps } from './agent-draft.ts'
import { type HoursDraft, hoursIn, usualHours, weekdayWords } from './hours.ts'

/** Working hours of a person. */
export function PersonFields({ draft: { config }, onConfig, faultAt }: FieldsProps) {
  const hours = hoursIn(config.hours)
  const set = (next: readonly HoursDraft[]) => onConfig('hours', next.length === 0 ? null : next.map(jsonOf))
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-1 font-medium text-muted text-sm">{words.agents.whenTheyAreIn}</legend>
      {hours.length === 0 && <p>{words.agents.alwaysHoursHoldNothingUpThey}</p>}
      {hours.map((each, at) => (
        <HoursRow
          // biome-ignore lint/suspicious/noArrayIndexKey: hours have no name of their own
          key={at}
          hours={each}
          onChange={(next) => set(hours.with(at, next))}
          onRemove={() => set(hours.toSpliced(at, 1))}
        />
      ))}
      <Fault text={faultAt('config.hours')} />
      <Button
        icon={Plus}
        className="self-start"
        onClick={() => set([...hours, usualHours(Intl.DateTimeFormat().resolvedOptions().timeZone)])}
      >
        {words.agents.addHours}
      </Button>
    </fieldset>
  )
}

const jsonOf = ({ days, ...hours }: HoursDraft) => ({ ...hours, days: [...days] })

interface HoursRowProps {
  readonly hours: HoursDraft
  readonly onChange: (hours: HoursDraft) => void
  readonly onRemove: () => void
}

function HoursRow({ hours, onChange, onRemove }: HoursRowProps) {
  const { days, from, to, timeZone } = hours
  const flip = (day: string, isIn: boolean) =>
    onChange({ ...hours, days: weekdays.filter((each) => (each === day ? isIn : days.includes(each))) })
  return (
    <div className="rounded-lg border border-line p-3">
      <div className="flex items-start justify-between gap-2">
        <div className="flex flex-wrap gap-x-4 gap-y-1">
          {weekdays.map((day) => (
            <CheckBox
              key={day}
              showsLabel
              label={weekdayWords[day] ?? day}
              isChecked={days.includes(day)}
              onChange={(isIn) => flip(day, isIn)}
            />
          ))}
        </div>
        <IconButton label={words.agents.removeTheseHours} icon={X} onClick={onRemove} className="-mt-1" />
      </div>
      <div className="mt-2 grid gap-3 sm:grid-cols-3">
        <TextField
          label={words.agents.from}
          type="time"
          value={from}
          onChange={(text) => onChange({ ...hours, from: text })}
        />
        <TextField
          label={words.agents.to}
          type="time"
          value={to}
          onChange={(text) => onChange({ ...hours, to: text })}
        />
        <TextField
          label={words.agents.timeZone}
          value={timeZone}
          onChange={(text) => onChange({ ...hours, timeZone: text })}
        />
      </div>
    </div>
  )
}
