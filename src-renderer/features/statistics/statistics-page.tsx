import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ChartNoAxesColumn, Download, RefreshCw, Table2 } from 'lucide-react'
import { words } from '#shared/words/words.ts'
import { useCommands } from '../../commands/use-commands.ts'
import { RunField } from '../../entities/runs/run-field.tsx'
import { useRpc } from '../../rpc/context.tsx'
import { timeZone } from '../../ui/charts/days.ts'
import { useTables } from '../../ui/charts/use-tables.ts'
import { Button, IconButton } from '../../ui/controls/button.tsx'
import { CheckBox } from '../../ui/controls/check-box.tsx'
import { ChoiceField, TextField } from '../../ui/controls/field.tsx'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { together, Unfetched } from '../../ui/fetched.tsx'
import { useNow } from '../../ui/hooks/use-now.ts'
import { EmptyNote } from '../../ui/notes.tsx'
import { Page } from '../../ui/page.tsx'
import type { AddressProps } from '../../ui/query/address.ts'
import { saveText } from '../../ui/save-file.ts'
import { showToast } from '../../ui/toast.tsx'
import { ActorsChart, CostChart, OutcomesChart, WaitingChart } from './charts.tsx'
import { DrillDialog } from './drill-dialog.tsx'
import { isEmpty, statisticsCsv } from './numbers.ts'
import {
  askedBefore,
  askedOf,
  changed,
  type Drill,
  readDrill,
  type StatisticsSearch,
  spans,
  writeDrill,
} from './statistics-search.ts'
import { Tiles } from './tiles.tsx'

const { statistics } = words
const hourMs = 3_600_000

/** Statistics of a period. Each number states its sample size and opens the counted rows. */
export function StatisticsPage({ search, onSearch }: AddressProps<StatisticsSearch>) {
  const { orpc } = useRpc()
  const navigate = useNavigate()
  const [isTable, setTable] = useTables()
  const now = useNow({ stepMs: hourMs })
  const asked = askedOf(search, now)
  const earlier = askedBefore(asked, now)
  const kept = { placeholderData: keepPreviousData }
  const stats = useQuery(orpc.insight.stats.queryOptions({ input: asked, ...kept }))
  const trend = useQuery(
    orpc.insight.trend.queryOptions({ input: { ...asked, timeZone: timeZone() }, ...kept }),
  )
  const before = useQuery({
    ...orpc.insight.stats.queryOptions({ input: earlier ?? {} }),
    enabled: earlier !== null,
  })
  const read = together(stats, trend)
  const data = read.data === undefined ? null : { stats: read.data[0], trend: read.data[1] }
  const refresh = () => void Promise.all([stats.refetch(), trend.refetch()])
  const save = () => {
    if (data === null) return
    saveText('statistics.csv', {
      text: statisticsCsv(data.stats, data.trend, search.simulated),
      mediaType: 'text/csv',
    })
    showToast({ title: statistics.saved })
  }
  const drill = (next: Drill) => onSearch(changed(search, { drill: writeDrill(next) }))
  const opened = readDrill(search.drill)
  const shown = { isTable, onTable: setTable }
  const charts = { shown, onDrill: drill }
  const tableWord = isTable ? statistics.charts : statistics.tables
  const { category } = statistics
  useCommands([
    {
      ...{ id: 'statistics.tables', title: tableWord, category, icon: Table2, keys: ['t'] },
      run: () => setTable(!isTable),
    },
    { ...{ id: 'statistics.csv', title: statistics.saveCsv, category, icon: Download }, run: save },
    {
      ...{ id: 'statistics.refresh', title: statistics.refresh, category, icon: RefreshCw, keys: ['r'] },
      run: refresh,
    },
  ])
  return (
    <Page
      title={words.shell.statistics}
      about={statistics.about}
      actions={
        <>
          <Button icon={isTable ? ChartNoAxesColumn : Table2} onClick={() => setTable(!isTable)}>
            {tableWord}
          </Button>
          <Button icon={Download} disabled={data === null} onClick={save}>
            {statistics.saveCsv}
          </Button>
          <IconButton icon={RefreshCw} label={statistics.refresh} onClick={refresh} />
        </>
      }
    >
      <SpanBar search={search} onSearch={onSearch} />
      {read.error !== null || data === null ? (
        <Unfetched query={read} lines={6} />
      ) : isEmpty(data.stats) ? (
        <div className="rounded-lg border border-line bg-surface">
          <EmptyNote
            icon={ChartNoAxesColumn}
            title={statistics.empty}
            action={<Button onClick={() => onSearch({ span: 'all' })}>{statistics.showAll}</Button>}
          >
            {statistics.emptyAbout}
          </EmptyNote>
        </div>
      ) : (
        <>
          <Tiles stats={data.stats} before={earlier === null ? null : (before.data ?? null)} />
          <div className="grid grid-cols-1 gap-4 xl:grid-cols-2">
            <OutcomesChart trend={data.trend} {...charts} />
            <WaitingChart waiting={data.stats.waiting} {...charts} />
            <ActorsChart by="agent" actors={data.stats.byAgent} {...charts} />
            <ActorsChart by="skill" actors={data.stats.bySkill} {...charts} />
            <CostChart asked={asked} shown={shown} />
          </div>
        </>
      )}
      {opened !== null && (
        <DrillDialog
          drill={opened}
          asked={asked}
          onOpen={({ runId, taskKey }) =>
            void navigate({ to: '/runs/$runId', params: { runId }, search: { task: taskKey } })
          }
          onClose={() => onSearch(changed(search, { drill: undefined }))}
        />
      )}
    </Page>
  )
}

const any = '*'

/** Period and filters of the statistics. */
function SpanBar({ search, onSearch }: AddressProps<StatisticsSearch>) {
  const { orpc } = useRpc()
  const projects = useQuery(orpc.projects.list.queryOptions()).data ?? []
  const { span = '7' } = search
  const set = (part: Parameters<typeof changed>[1]) => onSearch(changed(search, part))
  return (
    <fieldset className="mb-4 flex flex-wrap items-end gap-3">
      <legend className="sr-only">{statistics.span}</legend>
      <Segmented
        label={statistics.span}
        value={span}
        choices={spans.map((value) => ({ value, label: statistics.spans[value] }))}
        onChoose={(value) => set({ span: value })}
      />
      {span === 'custom' && (
        <>
          <TextField
            type="date"
            label={statistics.from}
            value={search.from ?? ''}
            onChange={(value) => set({ from: value || undefined })}
          />
          <TextField
            type="date"
            label={statistics.to}
            value={search.to ?? ''}
            onChange={(value) => set({ to: value || undefined })}
          />
        </>
      )}
      <div className="w-44">
        <ChoiceField
          label={statistics.project}
          value={search.project ?? any}
          options={[
            { value: any, label: statistics.anyProject },
            ...projects.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(value) => set({ project: value === any ? undefined : value })}
        />
      </div>
      <div className="w-72 max-w-full">
        <RunField
          label={statistics.run}
          value={search.run}
          any={statistics.anyRun}
          {...(search.project !== undefined && { filter: { project: [search.project] } })}
          onChoose={(run) => set({ run: run?.id })}
        />
      </div>
      <CheckBox
        label={statistics.simulations}
        showsLabel
        isChecked={search.simulated === true}
        onChange={(isChecked) => set({ simulated: isChecked ? true : undefined })}
        className="pb-1"
      />
    </fieldset>
  )
}
