import type { Money } from '#shared/model/money.ts'
import type { Failure, TaskResult } from '#shared/model/runs/attempt.ts'
import type { AttemptContext } from '../../engine/ports.ts'
import type { Mailer } from '../../mail/mailer.ts'
import type { Knowledge } from '../knowledge.ts'
import type { ProjectFiles } from '../project-files.ts'
import type { Drafter } from './drafter.ts'

export type Json = TaskResult['data']

/** A quoted text with its source: `file docs/x.md:12`, `memory mem_1`, `task scope`. */
export type Passage = { readonly source: string; readonly text: string }

export type Folder =
  | { readonly state: 'unset' }
  | { readonly state: 'unreadable'; readonly message: string }
  | ({ readonly state: 'read' } & ProjectFiles)

/** The input of an ability. */
export interface Work {
  readonly task: AttemptContext
  readonly now: number
  readonly mailer: Mailer
  readonly knowledge: Knowledge
  /** The findings of the earlier abilities. */
  readonly gathered: readonly Passage[]
  /** Reads the project folder, once for all abilities. */
  readFolder(): Promise<Folder>
  log(text: string): void
  readonly drafter: Drafter
  /** Records a cost of this work. */
  spend(cost: Money): void
  readonly signal: AbortSignal
  /** Yields to the event loop, and throws if the work was cancelled. Call it in every long loop. */
  breathe(): Promise<void>
}

/** Characters between two yields: about 10 ms of work. */
const breathCharacters = 100_000

/** Maps texts and yields to the event loop in between. */
export async function eachBreathing<T extends { readonly text: string }>(
  texts: readonly T[],
  { breathe }: Pick<Work, 'breathe'>,
  act: (text: T) => void,
): Promise<void> {
  let since = 0
  for (const each of texts) {
    act(each)
    since += each.text.length
    if (since < breathCharacters) continue
    since = 0
    await breathe()
  }
}

/** `text` is a markdown section for people, `data` its content with sources, `passages` the input for a summary. */
export interface Findings {
  readonly text: string
  readonly data: Json
  readonly passages: readonly Passage[]
}

/** A question that only a person can answer. The work starts again with the answer. */
export interface Asked {
  readonly question: string
  /** The single action to permit, if the question is about one. */
  readonly permission?: Json
  readonly memo?: Json
}

/** The work is impossible for an expected reason. */
export interface Failed {
  readonly failure: Failure
}

/** Failure for missing input. The message names the missing input first. */
export const nothingToDo = (message: string): Failed => ({ failure: { reason: 'nothing_to_do', message } })

/** A skill of built-in agents. Abilities quote and count their input and invent nothing. */
export interface Ability {
  readonly skill: string
  run(work: Work): Promise<Findings | Asked | Failed>
}
