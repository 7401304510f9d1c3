import type { RunView } from '#shared/model/run.ts'
import { ChoiceField } from '../../ui/field.tsx'
import { formatInstant } from '../../ui/format.ts'
import { lookOf, statusOfRun } from '../../ui/status-looks.ts'
import { words } from '../../words/words.ts'

interface RunChoiceProps {
  readonly label: string
  readonly runs: readonly RunView[]
  readonly value: string | undefined
  readonly onChoose: (runId: string) => void
}

/** A run by its title, when it was started and how it ended. */
export function RunChoice({ label, runs, value, onChoose }: RunChoiceProps) {
  const known = runs.map((run) => ({
    value: run.id,
    label: `${run.title} · ${formatInstant(run.createdAt)} · ${lookOf(statusOfRun(run)).word}`,
  }))
  // One that is older than those that are listed.
  const isListed = value === undefined || known.some((option) => option.value === value)
  return (
    <ChoiceField
      label={label}
      value={value ?? ''}
      options={[
        ...(value === undefined ? [{ value: '', label: words.run.compare.choose }] : []),
        ...(isListed ? [] : [{ value: value ?? '', label: value ?? '' }]),
        ...known,
      ]}
      onChange={onChoose}
    />
  )
}
