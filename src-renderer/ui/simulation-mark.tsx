import { words } from '#shared/words/words.ts'

/** Marks a run in which no real work was done, next to its title. */
export function SimulationMark() {
  return (
    <span className="shrink-0 whitespace-nowrap rounded-full bg-warning-soft px-2 font-medium text-warning text-xs leading-5">
      {words.runs.simulation}
    </span>
  )
}
