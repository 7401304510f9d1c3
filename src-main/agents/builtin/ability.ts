import type { Money } from '#shared/model/money.ts'
import type { Failure, TaskResult } from '#shared/model/runs/attempt.ts'
import type { AttemptContext } from '../../engine/ports.ts'
import type { Mailer } from '../../mail/mailer.ts'
import type { Knowledge } from '../knowledge.ts'
import type { ProjectFiles } from '../project-files.ts'
import type { Drafter } from './drafter.ts'

export type Json = TaskResult['data']

/** Words of somebody else, and where they stand: `file docs/x.md:12`, `memory mem_1`, `task scope`. */
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
  /** Counts what was paid for this work. */
  spend(cost: Money): void
  readonly signal: AbortSignal
  /** Lets the rest of the app run, and ends the work when it was cancelled. To be called within every long loop. */
  breathe(): Promise<void>
}

/** Characters between two breaths: about 10 ms of work. */
const breathCharacters = 100_000

/** Does the same with each text, and breathes on the way. */
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

/** `text` is a markdown section for people, `data` the same with its sources, `passages` what may be condensed. */
export interface Findings {
  readonly text: string
  readonly data: Json
  readonly passages: readonly Passage[]
}

/** A question that only a person can answer. The work starts again with the answer. */
export interface Asked {
  readonly question: string
  /** The one thing that it would do, if that is the question. */
  readonly permission?: Json
  readonly memo?: Json
}

/** It cannot be done, for a reason that is no fault of ours. */
export interface Failed {
  readonly failure: Failure
}

/** There is nothing to work on; the message says what is needed, noun first. */
export const nothingToDo = (message: string): Failed => ({ failure: { reason: 'nothing_to_do', message } })

/** Something a built-in agent can do. It quotes and counts what it was given, and makes nothing up. */
export interface Ability {
  readonly skill: string
  run(work: Work): Promise<Findings | Asked | Failed>
}
