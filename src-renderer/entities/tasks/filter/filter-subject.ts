/** What of a task can be asked for: of a run, of a plan. */
export interface FilterSubject<T> {
  readonly fields: readonly string[]
  /** Fields whose values are named by a part; the others are named whole. */
  readonly inPart: ReadonlySet<string>
  readonly valuesOf: (field: string, task: T) => readonly string[]
  /** Where a bare word is looked for. */
  readonly textOf: (task: T) => readonly string[]
  /** What may stand after the colon, where that is not what the tasks have. */
  readonly listOffered?: (field: string, tasks: readonly T[]) => readonly string[] | null
}
