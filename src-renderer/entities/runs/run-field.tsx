import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react'
import type { RunView } from '#shared/model/runs/run.ts'
import {
  type RunFilter,
  type RunGroupCounts,
  runFilterSchema,
  runGroups,
} from '#shared/model/runs/run-search.ts'
import { words } from '#shared/words/words.ts'
import { ChoiceList, useChoiceList } from '../../ui/controls/choice-list.tsx'
import { TextField } from '../../ui/controls/field.tsx'
import { lookOf, statusOfRun } from '../../ui/status-looks.ts'
import { formatInstant } from '../../ui/text/format.ts'
import { useRunList } from './use-run-list.ts'
import { useRunView } from './use-run-view.ts'

interface RunFieldProps {
  readonly label: string
  readonly value: string | undefined
  /** Filter of the runs to choose from; absent: all runs. */
  readonly filter?: Partial<RunFilter>
  /** Label of a first choice that means no specific run. */
  readonly any?: string
  /** Text shown without a match. */
  readonly none?: string
  /** Undefined for the first choice, `any`. */
  readonly onChoose: (run: RunView | undefined) => void
}

const say = words.runs.field

/** Selects a run: newest first, or filtered by a part of the name. */
export function RunField({ label, value, filter, any, none = say.none, onChoose }: RunFieldProps) {
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  /** Enter was pressed before the matches were loaded. */
  const [isHurried, setHurried] = useState(false)
  const isOpen = typed !== null
  const chosen = useRunView(value ?? null)
  const wanted = useMemo(
    () => runFilterSchema.parse({ ...filter, text: (typed ?? '').slice(0, 500) }),
    [filter, typed],
  )
  const { runs, counts, found, goOn } = useRunList(wanted, isOpen)
  const hasAny = any !== undefined && wanted.text === ''
  const choices = [
    ...(hasAny ? [{ key: '', title: any, note: null, isOff: false }] : []),
    ...runs.map((run) => ({ key: run.id, title: nameOf(run), note: aboutOf(run), isOff: false })),
  ]
  const choose = (index: number) => {
    const choice = choices[index]
    if (choice === undefined) return
    onChoose(runs.find((run) => run.id === choice.key))
    setTyped(null)
  }
  const list = useChoiceList({
    ...{ id, isOpen, count: choices.length, onChoose: choose },
    onOpen: (open) => setTyped(open ? (typed ?? '') : null),
  })
  const isBehind = isOpen && (found.isPending || found.isPlaceholderData)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !isBehind) return list.onKeyDown(event)
    event.preventDefault()
    setHurried(true)
  }
  useEffect(() => {
    if (!isHurried || isBehind) return
    setHurried(false)
    if (isOpen) choose(list.at)
  })
  const total = counts === undefined ? runs.length : sumOf(counts, wanted)
  return (
    <div className="relative">
      <TextField
        label={label}
        value={typed ?? (value === undefined ? (any ?? '') : chosen === undefined ? value : lineOf(chosen))}
        placeholder={chosen === undefined ? (any ?? say.search) : lineOf(chosen)}
        title={chosen === undefined ? undefined : lineOf(chosen)}
        className="truncate"
        onChange={(text) => {
          setTyped(text)
          setHurried(false)
          list.setAt(0)
        }}
        onFocus={() => {
          setTyped('')
          list.setAt(0)
        }}
        onClick={() => setTyped(typed ?? '')}
        onBlur={() => setTyped(null)}
        onKeyDown={onKeyDown}
        {...list.field}
      />
      {isOpen && (
        <ChoiceList
          {...{ id, label, choices }}
          at={list.at}
          none={found.isPending ? words.common.loading : wanted.text === '' ? none : say.none}
          onPoint={list.setAt}
          onChoose={choose}
          foot={total > runs.length && <Rest shown={runs.length} total={total} onMore={goOn} />}
        />
      )}
    </div>
  )
}

/** The number of further runs, and a button to load them. */
function Rest({ shown, total, onMore }: { shown: number; total: number; onMore: () => void }) {
  return (
    <p className="flex flex-wrap items-center gap-x-2 border-line border-t px-3 py-1 text-muted text-sm">
      <span className="min-w-0 flex-1">{say.newest(shown, total)}</span>
      <button
        type="button"
        tabIndex={-1}
        className="min-h-6 text-accent hover:underline"
        onPointerDown={(event) => event.preventDefault()}
        onClick={onMore}
      >
        {words.common.loadMore}
      </button>
    </p>
  )
}

const nameOf = ({ title, id }: RunView): string => (title === '' ? id : title)
const aboutOf = (run: RunView): string => `${formatInstant(run.createdAt)} · ${lookOf(statusOfRun(run)).word}`
const lineOf = (run: RunView): string => `${nameOf(run)} · ${aboutOf(run)}`

const sumOf = (counts: RunGroupCounts, { group }: RunFilter): number =>
  runGroups.reduce((sum, each) => (group.length === 0 || group.includes(each) ? sum + counts[each] : sum), 0)
