import {
  Bar as Bars,
  CartesianGrid,
  BarChart as Chart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import { direction } from '#shared/words/words.ts'
import type { Bar, BarChartProps } from './series.ts'

const ink = { fill: 'var(--muted)', fontSize: 11 }

/** Stacked bars: vertical for days, horizontal for long names. */
export function DrawnBars(props: BarChartProps & { readonly height: number }) {
  const { bars, series, format, formatAxis = format, lying = false, onPick, height } = props
  const names = { dataKey: 'label', tickLine: false, axisLine: { stroke: 'var(--line-strong)' }, tick: ink }
  const numbers = { tickLine: false, axisLine: false, tick: ink, tickFormatter: formatAxis, tickCount: 4 }
  const across = { reversed: direction === 'rtl' }
  const upright = direction === 'rtl' ? ({ orientation: 'right' } as const) : {}
  return (
    <ResponsiveContainer width="100%" height={height}>
      <Chart
        data={[...bars]}
        layout={lying ? 'vertical' : 'horizontal'}
        margin={{
          top: 4,
          bottom: 0,
          ...(direction === 'rtl' ? { left: 8, right: 0 } : { left: 0, right: 8 }),
        }}
        barCategoryGap={lying ? 6 : '18%'}
        accessibilityLayer={false}
      >
        <CartesianGrid stroke="var(--line)" vertical={lying} horizontal={!lying} />
        {lying ? (
          <>
            <XAxis type="number" {...numbers} {...across} />
            <YAxis type="category" width={150} interval={0} {...names} {...upright} tickFormatter={cut} />
          </>
        ) : (
          <>
            <XAxis type="category" minTickGap={12} {...names} {...across} />
            <YAxis type="number" width={48} {...numbers} {...upright} />
          </>
        )}
        <Tooltip
          cursor={{ fill: 'var(--hover)' }}
          isAnimationActive={false}
          formatter={(value) => format(Number(value))}
          contentStyle={{
            ...{ background: 'var(--raised)', border: '1px solid var(--line-strong)', borderRadius: 6 },
            ...{ color: 'var(--ink)', fontSize: 12, boxShadow: 'var(--shadow-high)' },
          }}
          itemStyle={{ color: 'var(--ink)', padding: 0 }}
        />
        {series.map(({ key, name, colour }) => (
          <Bars
            key={key}
            dataKey={(bar: Bar) => bar.values[key] ?? 0}
            name={name}
            stackId="one"
            fill={colour}
            maxBarSize={36}
            isAnimationActive={false}
            {...(onPick !== undefined && {
              cursor: 'pointer',
              onClick: (_: unknown, at: number) => onPick(bars[at]?.key ?? '', key),
            })}
          />
        ))}
      </Chart>
    </ResponsiveContainer>
  )
}

const longest = 22
const cut = (name: string): string => (name.length > longest ? `${name.slice(0, longest - 1)}…` : name)
