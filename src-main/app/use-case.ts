import type { AnySchema, ContractProcedure, InferSchemaInput, InferSchemaOutput } from '@orpc/contract'
import type { Contract } from '#shared/contract/index.ts'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import type { Store } from '../store/store.ts'

/** Names of records for refusals. */
export const { records } = words

/** The value, or an `E_NOT_FOUND` refusal if it is missing. */
export function requireFound<T>(value: T | null | undefined, what: string): Result<T, Refusal> {
  if (value !== null && value !== undefined) return ok(value)
  return refuse('E_NOT_FOUND', 'not_found', { what })
}

/** Options of a command that the caller may repeat under this id; null: not repeatable. */
export const withId = (id: string | null): { id?: string } => (id === null ? {} : { id })

/** True if the engine has already executed the command with this id. Its conditions then need not hold again. */
export const isRepeated = ({ receipts }: Pick<Store, 'receipts'>, id: string | null): boolean =>
  id !== null && receipts.find(id) !== null

/** Facts about a call that are not in its input. */
export interface Call {
  /** Id under which the caller may repeat the call, or null. */
  readonly commandId: string | null
  readonly signal: AbortSignal | undefined
  /** The id of the caller's token; null: the caller needs no token. */
  readonly tokenId: string | null
  /** Stores the answer for repeats. Call it inside the transaction that makes the change. */
  readonly keepReceipt: ((answer: unknown) => void) | undefined
}

/**
 * Changes tables outside the log and stores the receipt of the call in the same transaction. A refusal stores no
 * receipt; only an exception rolls the changes back.
 */
export const transact = <T>(
  store: Pick<Store, 'transact'>,
  { keepReceipt }: Call,
  change: () => Result<T, Refusal>,
): Result<T, Refusal> =>
  store.transact(() => {
    const outcome = change()
    if (outcome.ok) keepReceipt?.(outcome.value)
    return outcome
  })

type Answer<Output> = Result<Output, Refusal>

export type UseCase<Input, Output> = (input: Input, call: Call) => Answer<Output> | Promise<Answer<Output>>

type UseCaseOf<Of> =
  Of extends ContractProcedure<infer In, infer Out, infer _Errors, infer _Meta>
    ? UseCase<InferSchemaOutput<In>, InferSchemaInput<Out>>
    : never

/** Use cases of an area, by the names of its procedures. */
export type UseCases<
  Area extends keyof Contract,
  Names extends keyof Contract[Area] = keyof Contract[Area],
> = {
  readonly [Name in Names]: UseCaseOf<Contract[Area][Name]>
}

type InputSchemaOf<Procedure> = Procedure extends { readonly '~orpc': { inputSchema?: infer Schema } }
  ? Extract<Schema, AnySchema>
  : never

/** Input of a procedure after parsing. The type is declared only in the contract. */
export type InputOf<Area extends keyof Contract, Name extends keyof Contract[Area]> = InferSchemaOutput<
  InputSchemaOf<Contract[Area][Name]>
>
