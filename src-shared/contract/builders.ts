import { type AnyContractProcedure, type HTTPMethod, oc } from '@orpc/contract'
import type { RefusalCode } from '../refusal.ts'
import { refusals } from './errors.ts'

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

/** A path that names a thing may name one that is not there. */
type Declared<Path extends string, Codes extends readonly RefusalCode[]> = Path extends `${string}{${string}`
  ? readonly ['E_NOT_FOUND', ...Codes]
  : Codes

/** Start of a procedure: its route and its refusals. `.input()` and `.output()` follow. */
const procedure =
  (method: HTTPMethod, meta: ProcedureMeta = {}) =>
  <const Path extends `/${string}`, const Codes extends readonly RefusalCode[] = []>(
    path: Path,
    summary: string,
    codes?: Codes,
  ) => {
    const declared: RefusalCode[] = [
      ...(path.includes('{') ? (['E_NOT_FOUND'] as const) : []),
      ...(codes ?? []),
    ]
    return oc
      .meta(meta)
      .route({ method, path, summary })
      .errors(refusals(...declared) as ReturnType<typeof refusals<Declared<Path, Codes>>>)
  }

export const get = procedure('GET')
export const post = procedure('POST')
export const put = procedure('PUT')
export const patch = procedure('PATCH')
export const del = procedure('DELETE')
export const query = procedure('POST', { isRead: true })

export const freshlyAnswered: ProcedureMeta = { repeated: 'fresh' }
export const secretlyAnswered: ProcedureMeta = { repeated: 'secret' }
export const secretlyAsked: ProcedureMeta = { hasSecretInput: true }

export const metaOf = (of: AnyContractProcedure): ProcedureMeta => of['~orpc'].meta

/** True for a procedure that changes something, here or elsewhere. All of these are repeatable by a command id. */
export const isMutation = (of: AnyContractProcedure): boolean =>
  of['~orpc'].route.method !== 'GET' && metaOf(of).isRead !== true
