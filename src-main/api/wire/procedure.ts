import { type ContractProcedure, ValidationError } from '@orpc/contract'
import { implement, ORPCError, type Procedure } from '@orpc/server'
import { type Contract, contract } from '#shared/contract/index.ts'
import { isInScope, type TokenScope } from '#shared/model/token.ts'
import { type Refusal, RefusalError, refusal, refusalStatuses, unwrap } from '#shared/refusal.ts'
import type { Call, UseCase, UseCases } from '../../app/use-case.ts'
import { refusalOfZod } from '../../base/parse-input.ts'
import type { RequestContext } from './context.ts'

/**
 * The contract with one rule for errors: a refusal becomes the error of its code, and invalid input names the field
 * and the expected value. Any other error is a bug and is rethrown.
 */
export const procedures = implement(contract)
  .$context<RequestContext>()
  .use(async ({ next, procedure, context, path }) => {
    const refused = checkScope(context.caller.scope, path)
    if (refused !== null) throw errorOf(refused)
    // Refusals become errors at the wire, which has no other way to report them.
    try {
      return await next()
    } catch (error) {
      if (error instanceof RefusalError) throw errorOf(error.refusal)
      if (
        error instanceof ORPCError &&
        error.code === 'BAD_REQUEST' &&
        error.cause instanceof ValidationError
      ) {
        throw errorOf(refusalOfZod(error.cause.issues, procedure['~orpc'].inputSchema, error.cause.data))
      }
      throw error
    }
  })

/** Scope check for every wire. Null: the procedure may be called. */
export function checkScope(scope: TokenScope, path: readonly string[]): Refusal | null {
  if (isInScope(scope, path)) return null
  return refusal('E_SCOPE', 'scope_too_small', { scope })
}

function errorOf({ code, message, ...data }: Refusal): ORPCError<string, Omit<Refusal, 'code' | 'message'>> {
  return new ORPCError(code, { status: refusalStatuses[code], message, data })
}

interface Asked<Input> {
  readonly input: Input
  readonly context: RequestContext
  readonly signal?: AbortSignal | undefined
}

const callOf = ({ context, signal }: Omit<Asked<unknown>, 'input'>): Call => ({
  commandId: context.idempotencyKey,
  signal,
  tokenId: context.caller.tokenId,
  keepReceipt: context.keepReceipt,
})

/** Handler that answers a procedure with a use case. */
export const answer =
  <Input, Output>(useCase: UseCase<Input, Output>) =>
  async (asked: Asked<Input>): Promise<Output> =>
    unwrap(await useCase(asked.input, callOf(asked)))

type ProcedureOf<Of> =
  Of extends ContractProcedure<infer In, infer Out, infer Errors, infer Meta>
    ? Procedure<RequestContext, RequestContext, In, Out, Errors, Meta>
    : never

type Handlers<Area extends keyof Contract> = {
  [Name in keyof Contract[Area]]: ProcedureOf<Contract[Area][Name]>
}

interface Implementer {
  handler(handler: (asked: Asked<never>) => Promise<unknown>): unknown
}

/** Handlers of an area: each procedure calls the use case of the same name. */
export function createHandlers<Area extends keyof Contract>(
  area: Area,
  useCases: UseCases<Area>,
): Handlers<Area>
export function createHandlers(
  area: keyof Contract,
  useCases: Readonly<Record<string, UseCase<never, unknown> | undefined>>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.keys(contract[area]).map((name) => {
      const useCase = useCases[name]
      if (useCase === undefined) throw new TypeError(`${area}.${name} has no use case`)
      // Untyped, because no type covers a procedure of any area. The first signature checks input and output.
      const implementer: Implementer = Reflect.get(procedures[area], name)
      return [name, implementer.handler(answer(useCase))]
    }),
  )
}
