import type { Drill } from './statistics-search.ts'

export interface ChartProps {
  readonly isTable: boolean
  readonly onTable: (isTable: boolean) => void
  readonly onDrill: (drill: Drill) => void
}
