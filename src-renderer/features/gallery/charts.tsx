import { useState } from 'react'
import { locale, words } from '#shared/words/words.ts'
import { ChartCard } from '../../ui/charts/chart-card.tsx'
import { type Bar, seriesOf } from '../../ui/charts/series.ts'
import { Section } from './section.tsx'

const { gallery } = words
const { series } = seriesOf(
  gallery.views.map((name) => ({ key: name, name })),
  gallery.secondary,
)

const barsOf = (labels: readonly string[]): readonly Bar[] =>
  labels.map((label, at) => ({
    key: label,
    label,
    values: Object.fromEntries(series.map(({ key }, of) => [key, (at * 31 + of * 17 + 12) % 90])),
  }))
/** Short category names and long ones. */
const short = barsOf(gallery.choices)
const long = barsOf(gallery.tokens)

const format = (value: number): string => value.toLocaleString(locale)

const columns = [
  { key: 'name', title: gallery.name, cell: ({ label }: Bar) => label },
  ...series.map(({ key, name }) => ({
    key,
    title: name,
    align: 'end' as const,
    cell: ({ values }: Bar) => format(values[key] ?? 0),
  })),
]

/** Charts: vertical, horizontal, as a table, and empty. */
export function Charts() {
  return (
    <Section title={gallery.charts}>
      <div className="grid gap-5 xl:grid-cols-2">
        <Card title={gallery.upright} />
        <Card title={gallery.lying} isLying />
        <Card title={gallery.asTable} isTableFirst />
        <Card title={gallery.emptyChart} empty={gallery.nothingYet} />
      </div>
    </Section>
  )
}

interface CardProps {
  readonly title: string
  readonly isLying?: boolean
  readonly isTableFirst?: boolean
  readonly empty?: string
}

function Card({ title, isLying = false, isTableFirst = false, empty }: CardProps) {
  const [isTable, setTable] = useState(isTableFirst)
  const bars = isLying || isTableFirst ? long : short
  return (
    <ChartCard
      title={title}
      about={gallery.tileAbout}
      empty={empty ?? null}
      isTable={isTable}
      onTable={setTable}
      chart={{ label: title, bars, series, format, lying: isLying }}
      table={{ rows: bars, rowKey: ({ key }) => key, columns }}
    />
  )
}
