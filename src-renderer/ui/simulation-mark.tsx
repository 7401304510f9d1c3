import { words } from '#shared/words/words.ts'

/** Label next to a run's title that marks it as a simulation, without real work. */
export function SimulationMark() {
  return (
    <span className="shrink-0 whitespace-nowrap rounded-full bg-warning-soft px-2 font-medium text-warning text-xs leading-5">
      {words.runs.simulation}
    </span>
  )
}
