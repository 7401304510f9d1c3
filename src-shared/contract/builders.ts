import { type AnyContractProcedure, oc } from '@orpc/contract'

/** Facts about a procedure that the wires need and its route does not tell. */
interface ProcedureMeta {
  /** True: sent with POST because its input is long. It changes nothing, so a repeat is just another question. */
  readonly isRead?: boolean
  /**
   * Answers to repeats. `kept` (absent): the first answer. `fresh`: the engine's receipt stops a second change, and the
   * answer is read again. `secret`: the first answer while the program runs; a receipt on disk never contains it.
   */
  readonly repeated?: 'kept' | 'fresh' | 'secret'
  /** True: a fast hash of the input could be turned back into a password. */
  readonly hasSecretInput?: boolean
}

/** Bounds of what the server remembers. A command repeated later, or after this many others, is carried out again. */
export const rememberedCommands = { days: 7, count: 20_000 } as const

const of = (meta: ProcedureMeta) => oc.meta(meta)

export const query = of({ isRead: true })
export const freshlyAnswered = of({ repeated: 'fresh' })
export const secretlyAnswered = of({ repeated: 'secret' })
export const secretlyAsked = of({ hasSecretInput: true })

export const metaOf = (procedure: AnyContractProcedure): ProcedureMeta => procedure['~orpc'].meta

/** True for a procedure that changes something, here or elsewhere. All of these are repeatable by a command id. */
export const isMutation = (procedure: AnyContractProcedure): boolean =>
  procedure['~orpc'].route.method !== 'GET' && metaOf(procedure).isRead !== true
