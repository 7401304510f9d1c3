import { mapEventIterator } from '@orpc/client'
import { type AnyProcedure, ORPCError, ValidationError } from '@orpc/server'
import type { StandardHandlerOptions } from '@orpc/server/standard'
import { refusalDataSchema } from '#shared/contract/errors.ts'
import {
  isRefusalReason,
  type Refusal,
  type RefusalCode,
  RefusalError,
  refusal,
  refusalStatuses,
} from '#shared/refusal.ts'
import { refusalOfZod } from '../../base/parse-input.ts'
import type { RequestContext } from './context.ts'
import { idempotencyHeader, parseIdempotencyKey } from './idempotency-key.ts'
import { internalRefusal, type Report } from './report.ts'
import { keepSoundRows } from './valid-rows.ts'

type Interceptors = Required<
  Pick<StandardHandlerOptions<RequestContext>, 'interceptors' | 'clientInterceptors'>
>

/**
 * Error handling of every oRPC wire: each error becomes a refusal with its ref, and each bug is logged. Also reads the
 * command id of a request.
 */
export function refuseOnError(report: Report): Interceptors {
  return {
    interceptors: [
      async ({ next, ...call }) => {
        const { request } = call
        // The wire is the last place that can catch an error.
        try {
          return await next({ ...call, context: withCommandId(call.context, request.headers) })
        } catch (error) {
          throw toWireError(error, { report, path: request.url.pathname, signal: request.signal })
        }
      },
    ],
    // A stream fails after its answer has begun, where the interceptor above no longer sees the error.
    clientInterceptors: [
      async (call) => {
        const { path, signal } = call
        const output = await answerOf(call, report)
        if (!isAsyncIterator(output)) return output
        return mapEventIterator(output, {
          value: async (value) => value,
          error: async (error) => toWireError(error, { report, path: path.join('.'), signal }),
        })
      },
    ],
  }
}

/** The REST wire reads the id itself, before it reads a body. */
function withCommandId(context: RequestContext, headers: StandardHeaders): RequestContext {
  if (context.idempotencyKey !== null) return context
  const parsed = parseIdempotencyKey([headers[idempotencyHeader] ?? []].flat())
  if (!parsed.ok) throw new RefusalError(parsed.error)
  return { ...context, idempotencyKey: parsed.value }
}

type StandardHeaders = Readonly<Record<string, string | string[] | undefined>>

interface Call {
  readonly path: readonly string[]
  readonly context: RequestContext
  readonly procedure: AnyProcedure
  next(): Promise<unknown>
}

/** Answer of a procedure. Rows that violate the schema are omitted and named in the log. */
async function answerOf({ next, path, context, procedure }: Call, report: Report): Promise<unknown> {
  // oRPC reports an answer that violates its schema only as an error.
  try {
    return await next()
  } catch (error) {
    if (!isRefusedOutput(error)) throw error
    const kept = await keepSoundRows(procedure['~orpc'].outputSchema, error.cause)
    if (kept === null) throw error
    report.omitted(kept.omitted, path.join('.'))
    context.onRowsOmitted?.(kept.omitted.length)
    return kept.output
  }
}

const isRefusedOutput = (error: unknown): error is Error & { readonly cause: ValidationError } =>
  error instanceof ORPCError &&
  error.code === 'INTERNAL_SERVER_ERROR' &&
  error.cause instanceof ValidationError

interface Where {
  readonly report: Report
  readonly path: string
  readonly signal: AbortSignal | undefined
}

function toWireError(error: unknown, { report, path, signal }: Where): unknown {
  // The caller has disconnected: an aborted call is not a failure.
  if (signal?.aborted) return error
  const said = refusalOf(error)
  const { code, message, ...data } = said
  const ref = report(said, { path, cause: error })
  const defined = error instanceof ORPCError && error.defined
  return new ORPCError(code, { defined, status: refusalStatuses[code], message, data: { ...data, ref } })
}

/** The refusal in a procedure's error. A bug becomes an internal refusal without the error's message. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof RefusalError) return error.refusal
  if (isDiskFull(error)) return diskFull
  if (isDatabaseClosed(error)) return refusal('E_CLOSED', 'app_closing')
  if (!(error instanceof ORPCError)) return internalRefusal()
  const { code, message } = error
  const data = refusalDataSchema.safeParse(error.data)
  if (isRefusalCode(code) && data.success) {
    const { hint, reason, facts, field, limit } = data.data
    if (reason === undefined || !isRefusalReason(reason)) return internalRefusal()
    return {
      ...{ code, reason, message, hint },
      ...(facts !== undefined && { facts }),
      ...(field !== undefined && { field }),
      ...(limit !== undefined && { limit }),
    }
  }
  if (code !== 'BAD_REQUEST') return internalRefusal()
  if (error.cause instanceof ValidationError) {
    return refusalOfZod(error.cause.issues, null, error.cause.data)
  }
  return refusal('E_TYPE', 'request_unreadable')
}

const diskFull = refusal('E_DISK_FULL', 'disk_full')

/** Checks the codes of SQLite and of the file system, in the error and in its causes. */
function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? error.code : null
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return true
  return error.cause !== error && isDiskFull(error.cause)
}

/** True for a call that was accepted before the database was closed and used it afterwards. */
const isDatabaseClosed = (error: unknown): boolean =>
  error instanceof Error &&
  (error.message === 'The database connection is not open' || isDatabaseClosed(error.cause))

const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(refusalStatuses, code)

const isAsyncIterator = (value: unknown): value is AsyncIterator<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value
