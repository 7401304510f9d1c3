import { ValidationError } from '@orpc/contract'
import { implement, ORPCError } from '@orpc/server'
import { contract } from '#shared/contract/index.ts'
import { isInScope, type TokenScope } from '#shared/model/token.ts'
import { type Refusal, RefusalError, refusal, refusalStatuses } from '#shared/refusal.ts'
import type { Result } from '#shared/result.ts'
import type { Transact } from '../../app/use-case.ts'
import { refusalOfZod } from '../../base/parse-input.ts'
import type { Store } from '../../store/store.ts'
import type { RequestContext } from './context.ts'

/**
 * The contract with one rule for all errors: a refusal, whoever gave it, leaves as the error of its code, and input
 * that does not fit says which field and what would fit. Anything else is a bug and leaves as such.
 */
export const procedures = implement(contract)
  .$context<RequestContext>()
  .use(async ({ next, procedure, context, path }) => {
    const refused = checkScope(context.caller.scope, path)
    if (refused !== null) throw errorOf(refused)
    // The wire is where refusals become errors: there is no other way to say no over it.
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

/** The one rule for scopes, on every wire. Null: the procedure may be called. */
export function checkScope(scope: TokenScope, path: readonly string[]): Refusal | null {
  if (isInScope(scope, path)) return null
  const message = `A token with the scope "${scope}" cannot call this.`
  return refusal('E_SCOPE', message, 'Use a token with the scope "app".')
}

function errorOf({ code, message, ...data }: Refusal): ORPCError<string, Omit<Refusal, 'code' | 'message'>> {
  return new ORPCError(code, { status: refusalStatuses[code], message, data })
}

/** The value, or its refusal thrown towards the wire. */
export function unwrap<T>(result: Result<T, Refusal>): T {
  if (!result.ok) throw new RefusalError(result.error)
  return result.value
}

/** The handler of a procedure whose use case takes its input, and the command id where it changes something. */
export const answer =
  <Input, Output>(
    useCase: (input: Input, commandId: string | null) => Answer<Output> | Promise<Answer<Output>>,
  ) =>
  async ({ input, context }: { readonly input: Input; readonly context: RequestContext }): Promise<Output> =>
    unwrap(await useCase(input, context.idempotencyKey))

type Answer<Output> = Result<Output, Refusal>

export type TransactFor = (context: Pick<RequestContext, 'keepReceipt'>) => Transact

/** Transactions for one request, each with the receipt of its answer. */
export const createTransactFor =
  (store: Pick<Store, 'transact'>): TransactFor =>
  ({ keepReceipt }) =>
  (change) =>
    store.transact(() => {
      const outcome = change()
      if (outcome.ok) keepReceipt?.(outcome.value)
      return outcome
    })
