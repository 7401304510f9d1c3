import type { AnySchema, InferSchemaOutput } from '@orpc/contract'
import type { Contract } from '#shared/contract/index.ts'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Store } from '../store/store.ts'

/** The thing that was asked for by id, or the refusal that it is not here. */
export function requireFound<T>(value: T | null | undefined, what: string): Result<T, Refusal> {
  if (value !== null && value !== undefined) return ok(value)
  return err(refusal('E_NOT_FOUND', `${what} is not here.`, 'Check the id.'))
}

/** The options of a command that its sender may repeat under this id; null for one that may not. */
export const withId = (id: string | null): { id?: string } => (id === null ? {} : { id })

/** True when the engine carried out the command of this id before, so that its conditions need not hold again. */
export const isRepeated = ({ receipts }: Pick<Store, 'receipts'>, id: string | null): boolean =>
  id !== null && receipts.find(id) !== null

/** Makes a change of tables outside the log, with the receipt of the request in the same transaction. A refusal changes nothing. */
export type Transact = <T>(change: () => Result<T, Refusal>) => Result<T, Refusal>

type InputSchemaOf<Procedure> = Procedure extends { readonly '~orpc': { inputSchema?: infer Schema } }
  ? Extract<Schema, AnySchema>
  : never

/** The input of a procedure after parsing. The contract is the only place that declares it. */
export type InputOf<Area extends keyof Contract, Name extends keyof Contract[Area]> = InferSchemaOutput<
  InputSchemaOf<Contract[Area][Name]>
>
