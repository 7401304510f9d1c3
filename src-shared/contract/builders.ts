import { type AnyContractProcedure, type HTTPMethod, oc } from '@orpc/contract'
import type { RefusalCode } from '../refusal.ts'
import { refusals } from './errors.ts'

/** Metadata of a procedure that transports need beyond its route. */
interface ProcedureMeta {
  /** True: sent with POST because the input is long. The procedure changes nothing, so a repeat is executed again. */
  readonly isRead?: boolean
  /**
   * Response to a repeated command. `kept` (absent): the first response. `fresh`: the receipt prevents a second
   * change, and the response is read again. `secret`: the first response, kept in memory only; receipts on disk never
   * contain it.
   */
  readonly repeated?: 'kept' | 'fresh' | 'secret'
  /**
   * True: the input contains a password that could be recovered from a fast hash, so the fingerprint uses a slow one.
   */
  readonly hasSecretInput?: boolean
}

/**
 * Limits of the receipts. A command repeated after this many days, or after this many other commands, is executed
 * again.
 */
export const rememberedCommands = { days: 7, count: 20_000 } as const

/** Adds `E_NOT_FOUND` to procedures whose path has a parameter. */
type Declared<Path extends string, Codes extends readonly RefusalCode[]> = Path extends `${string}{${string}`
  ? readonly ['E_NOT_FOUND', ...Codes]
  : Codes

/** Starts a procedure with its route and refusals; `.input()` and `.output()` follow. */
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

/**
 * True for procedures that change something, in Switchyard or elsewhere. All of these accept a command id and can be
 * repeated.
 */
export const isMutation = (of: AnyContractProcedure): boolean =>
  of['~orpc'].route.method !== 'GET' && metaOf(of).isRead !== true
