import type { ActorStats } from '#shared/contract/insight.ts'
import { useAgentNames } from '../../entities/agents/agent-names.ts'
import { BarChart } from '../../ui/charts/bar-chart.tsx'
import { ChartCard } from '../../ui/charts/chart-card.tsx'
import { NumberTable } from '../../ui/charts/number-table.tsx'
import { colourOf } from '../../ui/charts/series.ts'
import { percentOf } from '../../ui/charts/wilson.ts'
import { formatDuration } from '../../ui/text/format.ts'
import { locale, words } from '../../words/words.ts'
import type { ChartProps } from './chart-props.ts'
import { DrillLink } from './drill-link.tsx'
import { barsOfActors, mostBars, rateOf } from './numbers.ts'

const { statistics } = words
const { columns } = statistics
const series = [
  { key: 'done', name: statistics.attemptWords.done, colour: colourOf('done') },
  { key: 'failed', name: statistics.attemptWords.failed, colour: colourOf('failed') },
  { key: 'other', name: statistics.attemptWords.other, colour: colourOf('over') },
]

interface ActorsChartProps extends ChartProps {
  readonly by: 'agent' | 'skill'
  readonly actors: readonly ActorStats[]
}

/** Attempts by who did them, or by what they asked for. */
export function ActorsChart({ by, actors, isTable, onTable, onDrill }: ActorsChartProps) {
  const nameOfAgent = useAgentNames()
  const nameOf = by === 'agent' ? nameOfAgent : String
  const title = by === 'agent' ? statistics.byAgent : statistics.bySkill
  const attempts = actors.reduce((sum, actor) => sum + actor.attempts, 0)
  const said = by === 'agent' ? statistics.byAgentAbout(attempts) : statistics.bySkillAbout(attempts)
  const about =
    actors.length > mostBars && !isTable ? `${said}. ${statistics.top(mostBars, actors.length)}` : said
  const open = (name: string, key?: string) => {
    const status = (['done', 'failed'] as const).find((each) => each === key)
    const who = by === 'agent' ? { agent: name } : { skill: name }
    onDrill({ of: 'attempts', ...who, ...(status !== undefined && { status }) })
  }
  return (
    <ChartCard
      title={title}
      about={about}
      isTable={isTable}
      onTable={onTable}
      empty={actors.length === 0 ? words.charts.noData : null}
      chart={
        <BarChart
          label={statistics.chartOf(title, about)}
          bars={barsOfActors(actors, nameOf)}
          series={series}
          format={(count) => count.toLocaleString(locale)}
          lying
          onPick={open}
        />
      }
      table={
        <NumberTable
          label={title}
          rows={actors}
          rowKey={({ name }) => name}
          columns={[
            {
              key: 'name',
              title: columns[by],
              cell: ({ name }) => <DrillLink onClick={() => open(name)}>{nameOf(name)}</DrillLink>,
            },
            { key: 'attempts', title: columns.attempts, align: 'end', cell: (actor) => actor.attempts },
            { key: 'rate', title: columns.rate, align: 'end', cell: rateWords },
            {
              key: 'median',
              title: columns.median,
              align: 'end',
              cell: ({ medianMs }) => timeWords(medianMs),
            },
            { key: 'p90', title: columns.p90, align: 'end', cell: ({ p90Ms }) => timeWords(p90Ms) },
          ]}
        />
      }
    />
  )
}

const timeWords = (ms: number | null): string => (ms === null ? '–' : formatDuration(ms))

function rateWords(actor: ActorStats): string {
  const rate = rateOf(actor)
  return rate === null
    ? '–'
    : statistics.rate(percentOf(rate.rate), percentOf(rate.low), percentOf(rate.high))
}
