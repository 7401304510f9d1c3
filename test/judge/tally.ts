/** Counts hits by goal, and lists misses. */
export function createTally() {
  const rows = new Map<string, { hits: number; all: number }>()
  const misses: string[] = []
  return {
    add(goal: string, isHit: boolean): void {
      const row = rows.get(goal) ?? { hits: 0, all: 0 }
      rows.set(goal, { hits: row.hits + (isHit ? 1 : 0), all: row.all + 1 })
    },
    miss: (text: string): number => misses.push(text),
    /** Share of hits, from 0 to 1; 1 without cases. */
    share(goal: string): number {
      const row = rows.get(goal)
      return row === undefined ? 1 : row.hits / row.all
    },
    lines: (): string[] =>
      [...rows].map(
        ([goal, { hits, all }]) =>
          `  ${goal.padEnd(44)} ${((100 * hits) / all).toFixed(1).padStart(6)} %  ${hits}/${all}`,
      ),
    misses: (): readonly string[] => misses,
  }
}
export type Tally = ReturnType<typeof createTally>
