import { ArrowDown, ArrowUp, Copy, Download, TriangleAlert } from 'lucide-react'
import { type RefObject, useState } from 'react'
import { z } from 'zod'
import { type LogFloor, logFloors } from '#shared/contract/runs/run-log.ts'
import { words } from '#shared/words/words.ts'
import { usePreference } from '../../../stores/preference.ts'
import { IconButton } from '../../../ui/controls/button.tsx'
import { CheckBox, type CheckBoxProps } from '../../../ui/controls/check-box.tsx'
import { FindField } from '../../../ui/controls/find-field.tsx'
import { Segmented } from '../../../ui/controls/segmented.tsx'
import type { Found } from './use-log-search.ts'

const says = words.run.log
const levels = logFloors.map((value) => ({ value, label: says.levels[value] }))

interface LogToolbarProps {
  readonly controls: LogControls
  readonly field: RefObject<HTMLInputElement | null>
  readonly found: Found
  /** Number of the shown match, from 1; 0 for none yet. */
  readonly match: number
  readonly onStep: (by: 1 | -1) => void
  readonly attempts: number
  readonly lines: number
  readonly canWrap: boolean
  readonly onFirstError: () => void
  readonly onCopy: () => void
  readonly onDownload: () => void
}

export function LogToolbar(props: LogToolbarProps) {
  const { controls, attempts, lines, canWrap, onFirstError, onCopy, onDownload } = props
  const { level, setLevel, attempt, setAttempt, hasTimes, setTimes, isWrapped, setWrapped } = controls
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-b bg-surface @xl:px-6 px-5 py-1.5">
      <SearchField {...props} />
      <Segmented label={says.level} value={level} choices={levels} onChoose={setLevel} />
      {attempts > 1 && (
        <select
          aria-label={says.attempt}
          value={attempt ?? ''}
          onChange={({ target }) => setAttempt(target.value === '' ? null : Number(target.value))}
          className="h-8 rounded-md border border-line-strong bg-surface px-2"
        >
          <option value="">{says.allAttempts}</option>
          {Array.from({ length: attempts }, (_, at) => at + 1).map((number) => (
            <option key={number} value={number}>
              {says.oneAttempt(number)}
            </option>
          ))}
        </select>
      )}
      <Toggle label={says.times} isChecked={hasTimes} onChange={setTimes} />
      <Toggle
        label={says.wrap}
        isChecked={isWrapped && canWrap}
        onChange={setWrapped}
        disabled={canWrap ? undefined : says.wrapLimit}
      />
      <span className="ms-auto flex items-center gap-1">
        <span className="tabular whitespace-nowrap text-faint text-sm">{says.lines(lines)}</span>
        <IconButton label={says.first} icon={TriangleAlert} onClick={onFirstError} />
        <IconButton label={says.copy} icon={Copy} onClick={onCopy} />
        <IconButton label={says.download} icon={Download} onClick={onDownload} />
      </span>
    </div>
  )
}

function SearchField({ controls: { text, setText }, field, found, match, onStep }: LogToolbarProps) {
  return (
    <search className="flex min-w-44 max-w-sm flex-1 items-center gap-1">
      <FindField
        {...{ label: says.search, placeholder: says.search, field, value: text, onChange: setText }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          onStep(event.shiftKey ? -1 : 1)
        }}
      />
      {text !== '' && (
        <>
          <span role="status" className="tabular whitespace-nowrap text-muted text-sm">
            {found.text === text && found.isAll && found.count === 0
              ? says.noMatch
              : says.matches(match, found.count, found.isAll && found.text === text)}
          </span>
          <IconButton
            label={says.previous}
            icon={ArrowUp}
            disabled={found.count === 0}
            onClick={() => onStep(-1)}
          />
          <IconButton
            label={says.next}
            icon={ArrowDown}
            disabled={found.count === 0}
            onClick={() => onStep(1)}
          />
        </>
      )}
    </search>
  )
}

const Toggle = (props: Pick<CheckBoxProps, 'label' | 'isChecked' | 'onChange' | 'disabled'>) => (
  <CheckBox {...props} showsLabel className="my-1 whitespace-nowrap text-muted" />
)

export type LogControls = ReturnType<typeof useLogControls>

const flag = z.boolean()

export function useLogControls() {
  const [text, setText] = useState('')
  const [level, setLevel] = useState<LogFloor>('info')
  const [attempt, setAttempt] = useState<number | null>(null)
  const [hasTimes, setTimes] = usePreference('run.log.times', flag, true)
  const [isWrapped, setWrapped] = usePreference('run.log.wrap', flag, true)
  return { text, setText, level, setLevel, attempt, setAttempt, hasTimes, setTimes, isWrapped, setWrapped }
}
