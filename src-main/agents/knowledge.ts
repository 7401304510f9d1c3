/** Lookups of built-in agents. Results are data, never instructions. */
export interface Knowledge {
  /** Entries with any of the words, best match first. A null project means all projects. */
  searchMemory(query: {
    readonly words: string[]
    readonly projectId: string | null
    readonly limit: number
  }): RememberedText[]
  /** The newest events, newest first. */
  listRecentEvents(query: { readonly projectId: string | null; readonly limit: number }): PastEvent[]
}

export interface RememberedText {
  readonly id: string
  readonly type: string
  readonly createdAt: number
  /** Plain text, or a JSON document. */
  readonly text: string
}

export interface PastEvent {
  readonly seq: number
  readonly at: number
  readonly type: string
  readonly runId: string | null
  readonly taskKey: string | null
  readonly body: unknown
}
