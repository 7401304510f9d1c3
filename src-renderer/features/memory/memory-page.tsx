import { Plus } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { listCommands } from '../../commands/list-commands.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { useCurrentProject } from '../../entities/projects/current-project.ts'
import { NarrowedNote } from '../../entities/projects/narrowed-note.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { Page } from '../../ui/page.tsx'
import { QueryChips } from '../../ui/query/query-chips.tsx'
import { QueryField } from '../../ui/query/query-field.tsx'
import { words } from '../../words/words.ts'
import { EntryPane } from './entry-pane.tsx'
import { ExportMenu } from './export-menu.tsx'
import { MemoryFilters } from './memory-filters.tsx'
import { MemoryList, useMemoryList } from './memory-list.tsx'
import { filterOf, isAnything, type MemorySearch, namesProject, readMemoryQuery } from './memory-search.ts'
import { WriteDialog } from './write-dialog.tsx'

interface MemoryPageProps {
  readonly search: MemorySearch
  readonly onSearch: (search: MemorySearch) => void
}

/** Everything that was kept: found by words and facts, read beside the list. */
export function MemoryPage({ search, onSearch }: MemoryPageProps) {
  const { q: text = '', entry: chosen = null, against = null } = search
  // A day's words mean what they meant when they were typed: the list does not change by the minute.
  const query = useMemo(() => readMemoryQuery(text, Date.now()), [text])
  const project = useCurrentProject()
  const filter = useMemo(() => filterOf(query, project.id), [query, project.id])
  const { found, entries, counts, countAll, goOn } = useMemoryList(filter)
  const [isWriting, setWriting] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  const setText = (q: string) => {
    const { q: _, ...rest } = search
    onSearch({ ...rest, ...(q !== '' && { q }) })
  }
  const open = (id: string | null) =>
    onSearch({
      ...(text !== '' && { q: text }),
      ...(id !== null && { entry: id }),
      ...(id !== null && against !== null && { against }),
    })
  const step = (by: number) => {
    const at = entries.findIndex(({ id }) => id === chosen)
    const next = entries[Math.min(entries.length - 1, Math.max(0, at + by))]
    if (next !== undefined) open(next.id)
  }
  const { focusSearch, nextEntry, previousEntry, closeEntry, category } = words.memory
  useCommands([
    ...listCommands({
      ...{ area: 'memory', category, field },
      titles: { search: focusSearch, next: nextEntry, previous: previousEntry, close: closeEntry },
      nothingOpen: chosen === null ? words.memory.choose : null,
      onStep: step,
      onClose: () => open(null),
    }),
    {
      ...{ id: 'memory.write', title: words.memory.write, category, icon: Plus, keys: ['n'] },
      run: () => setWriting(true),
    },
  ])
  return (
    <Page
      title={words.memory.title}
      about={words.memory.about}
      width="full"
      actions={
        <>
          <ExportMenu filter={filter} isEmpty={entries.length === 0} />
          <Button look="primary" icon={Plus} onClick={() => setWriting(true)}>
            {words.memory.write}
          </Button>
        </>
      }
    >
      <div className="@container flex min-h-0 flex-1 flex-col gap-3">
        <QueryField
          label={words.memory.search}
          placeholder={words.memory.placeholder}
          value={text}
          onChange={setText}
          field={field}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
            event.preventDefault()
            step(event.key === 'ArrowDown' ? 1 : -1)
          }}
        />
        {!namesProject(query) && <NarrowedNote />}
        <MemoryFilters text={text} query={query} counts={counts} onText={setText} onCountAll={countAll} />
        <QueryChips text={text} query={query} onChange={setText} />
        <div className="relative flex min-h-0 flex-1 gap-4">
          <MemoryList
            found={found}
            entries={entries}
            chosen={chosen}
            search={search}
            isAnything={isAnything(query) && project.id === null}
            onEnd={goOn}
            onStep={step}
            onClear={() => {
              if (isAnything(query)) project.choose(null)
              else setText('')
            }}
          />
          {chosen !== null && (
            <EntryPane
              id={chosen}
              against={against}
              onClose={() => open(null)}
              onAgainst={(id) =>
                onSearch({
                  ...(text !== '' && { q: text }),
                  entry: chosen,
                  ...(id !== null && { against: id }),
                })
              }
            />
          )}
        </div>
      </div>
      {isWriting && <WriteDialog onClose={() => setWriting(false)} onKept={open} />}
    </Page>
  )
}
