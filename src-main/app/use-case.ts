import type { AnySchema, ContractProcedure, InferSchemaInput, InferSchemaOutput } from '@orpc/contract'
import type { Contract } from '#shared/contract/index.ts'
import { type Refusal, refuse } from '#shared/refusal.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Store } from '../store/store.ts'

/** The thing that was asked for by id, or the refusal that it is not here. */
export function requireFound<T>(value: T | null | undefined, what: string): Result<T, Refusal> {
  if (value !== null && value !== undefined) return ok(value)
  return refuse('E_NOT_FOUND', 'not_found', { what })
}

/** The options of a command that its sender may repeat under this id; null for one that may not. */
export const withId = (id: string | null): { id?: string } => (id === null ? {} : { id })

/** True when the engine carried out the command of this id before, so that its conditions need not hold again. */
export const isRepeated = ({ receipts }: Pick<Store, 'receipts'>, id: string | null): boolean =>
  id !== null && receipts.find(id) !== null

/** The facts of a call that its input does not hold. */
export interface Call {
  /** The id under which its sender may repeat the call, or null. */
  readonly commandId: string | null
  readonly signal: AbortSignal | undefined
  /** The id of the caller's token; null: the caller needs no token. */
  readonly tokenId: string | null
  /** Keeps the answer for repeats. Called inside the transaction that makes the change. */
  readonly keepReceipt: ((answer: unknown) => void) | undefined
}

/** Changes tables outside the log, with the receipt of the call in the same transaction. A refusal changes nothing. */
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

/** The use cases of an area, under the names of its procedures. */
export type UseCases<
  Area extends keyof Contract,
  Names extends keyof Contract[Area] = keyof Contract[Area],
> = {
  readonly [Name in Names]: UseCaseOf<Contract[Area][Name]>
}

type InputSchemaOf<Procedure> = Procedure extends { readonly '~orpc': { inputSchema?: infer Schema } }
  ? Extract<Schema, AnySchema>
  : never

/** The input of a procedure after parsing. The contract is the only place that declares it. */
export type InputOf<Area extends keyof Contract, Name extends keyof Contract[Area]> = InferSchemaOutput<
  InputSchemaOf<Contract[Area][Name]>
>
