import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { CirclePlay } from 'lucide-react'
import { useMemo, useRef } from 'react'
import { runGroups } from '#shared/model/runs/run-search.ts'
import { words } from '#shared/words/words.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { useCurrentProject } from '../../entities/projects/current-project.ts'
import { NarrowedNote } from '../../entities/projects/project-filter-note.tsx'
import { useRunList } from '../../entities/runs/use-run-list.ts'
import { useRpc } from '../../rpc/context.tsx'
import { Button } from '../../ui/controls/button.tsx'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { Fetched } from '../../ui/fetched.tsx'
import { useIsNarrow } from '../../ui/hooks/use-is-narrow.ts'
import { DataTable } from '../../ui/lists/data-table.tsx'
import { EmptyNote, NoMatch } from '../../ui/notes.tsx'
import { Page } from '../../ui/page.tsx'
import type { AddressProps } from '../../ui/query/address.ts'
import { QueryChips } from '../../ui/query/query-chips.tsx'
import { QueryField } from '../../ui/query/query-field.tsx'
import { columnsOf } from './run-columns.tsx'
import { filterOf, groupOf, namesProject, type RunsSearch, readRunsQuery, withGroup } from './runs-search.ts'

const { runs: say } = words
const choices = ['all', ...runGroups] as const

/** All runs, searchable by text, status and time. */
export function RunsPage({ search, onSearch }: AddressProps<RunsSearch>) {
  const { q: text = '' } = search
  const { orpc } = useRpc()
  const navigate = useNavigate()
  // Relative dates are resolved once, when the text changes, so that the list does not change every minute.
  const query = useMemo(() => readRunsQuery(text, Date.now()), [text])
  const project = useCurrentProject()
  const filter = useMemo(() => filterOf(query, project.id), [query, project.id])
  const { found, runs, counts, goOn } = useRunList(filter)
  const projects = useQuery(orpc.projects.list.queryOptions()).data
  const names = useMemo(() => new Map(projects?.map(({ id, name }) => [id, name])), [projects])
  const field = useRef<HTMLInputElement>(null)
  const isNarrow = useIsNarrow(1000)
  const isTiny = useIsNarrow(640)
  const setText = (q: string) => onSearch(q === '' ? {} : { q })
  const counted = (value: (typeof choices)[number]) =>
    counts === undefined
      ? undefined
      : value === 'all'
        ? runGroups.reduce((sum, group) => sum + counts[group], 0)
        : counts[value]
  useCommands([
    {
      ...{ id: 'runs.search', title: say.search, category: say.category, keys: ['/'] },
      run: () => field.current?.focus(),
    },
  ])
  return (
    <Page title={say.title} about={say.about} width="full">
      <div className="@container flex min-h-0 flex-1 flex-col gap-3">
        {!namesProject(query) && <NarrowedNote />}
        <QueryField
          label={say.search}
          placeholder={say.placeholder}
          value={text}
          onChange={setText}
          field={field}
        />
        <div className="max-w-full shrink-0 overflow-x-auto">
          <Segmented
            label={say.filter}
            value={groupOf(query) ?? 'all'}
            onChoose={(value) => setText(withGroup(text, query, value === 'all' ? null : value))}
            choices={choices.map((value) => {
              const count = counted(value)
              return { value, label: say.groups[value], ...(count !== undefined && { count }) }
            })}
          />
        </div>
        <QueryChips text={text} query={query} onChange={setText} />
        <Fetched query={found} lines={6}>
          {() => (
            <DataTable
              label={say.list}
              columns={columnsOf({ isNarrow, isTiny }, (id) => names.get(id) ?? id)}
              rows={runs}
              rowKey={({ id }) => id}
              onOpen={({ id }) => void navigate({ to: '/runs/$runId', params: { runId: id } })}
              onEnd={goOn}
              empty={
                <Nothing
                  isSearched={text !== ''}
                  isOfProject={project.id !== null}
                  onClear={() => setText('')}
                />
              }
            />
          )}
        </Fetched>
      </div>
    </Page>
  )
}

interface NothingProps {
  readonly isSearched: boolean
  readonly isOfProject: boolean
  readonly onClear: () => void
}

function Nothing({ isSearched, isOfProject, onClear }: NothingProps) {
  const navigate = useNavigate()
  if (isSearched) {
    return <NoMatch title={say.noMatch} clear={say.clear} onClear={onClear} />
  }
  return (
    <EmptyNote
      icon={CirclePlay}
      title={isOfProject ? say.emptyHere : say.empty}
      action={<Button onClick={() => void navigate({ to: '/plans' })}>{say.toPlans}</Button>}
    >
      {say.emptyAbout}
    </EmptyNote>
  )
}
