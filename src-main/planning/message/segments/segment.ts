import type { ApprovalCondition } from '../approval-conditions.ts'
import type { Connector } from '../connectors.ts'
import type { Gap } from '../distribution.ts'
import type { FoundVerb } from '../imperative.ts'
import type { ItemList } from '../item-lists.ts'

/**
 * Role of a segment. `step`: asks for work. `statement`: gives information. `ban`: forbids an action. `condition`:
 * decides whether a step runs. `answer`: asks for results, which the user gets anyway.
 */
export type Role = 'step' | 'statement' | 'ban' | 'condition' | 'answer'

/** A token range of a message with one role; `end` is exclusive. */
export interface Segment {
  readonly role: Role
  readonly start: number
  readonly end: number
  /** Token index of the verb. */
  readonly verbAt: number
  readonly verb: FoundVerb | null
  readonly isSequel: boolean
  readonly isIndependent: boolean
  readonly isSentenceStart: boolean
  /** A request for an object without a verb of work, such as `I need a packing list`. */
  readonly isNeed: boolean
  /** `before`: `before you order the toner`. `after`: `once you have checked it`. Null for main clauses. */
  readonly order: 'before' | 'after' | null
  /** The alternative to the previous condition. */
  readonly isElse: boolean
  /** Items that each get a copy of the step. */
  readonly list: ItemList | null
  readonly isPrefix: boolean
  readonly gaps: readonly Gap[]
  /** Approval conditions between a prefix list and its verb. */
  readonly leadingConditions: readonly ApprovalCondition[]
}

/** Defaults for a new segment. */
export const emptySegment = {
  role: 'step',
  verb: null,
  isSequel: false,
  isIndependent: false,
  isSentenceStart: false,
  isNeed: false,
  order: null,
  isElse: false,
  list: null,
  isPrefix: false,
  gaps: [],
  leadingConditions: [],
} satisfies Partial<Segment>

/** Position of the parser in a message. */
export interface Cursor {
  readonly at: number
  /** The connector at this position; null within a clause. */
  readonly connector: Connector | null
  /** The unfinished segment; null at the start of a message. */
  readonly open: Segment | null
}

/** A cursor at a connector. */
export interface ConnectorCursor extends Cursor {
  readonly connector: Connector
}

/** A cursor within a message, after its first segment. */
export interface OpenCursor extends Cursor {
  readonly open: Segment
}
