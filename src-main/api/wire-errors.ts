import { mapEventIterator } from '@orpc/client'
import { ORPCError, ValidationError } from '@orpc/server'
import type { StandardHandlerOptions } from '@orpc/server/standard'
import { refusalDataSchema } from '#shared/contract/errors.ts'
import { type Refusal, type RefusalCode, RefusalError, refusal, refusalStatuses } from '#shared/refusal.ts'
import { refusalOfZod } from '../base/parse-input.ts'
import type { RequestContext } from './context.ts'
import { internalRefusal, type Report } from './report.ts'

type Interceptors = Required<
  Pick<StandardHandlerOptions<RequestContext>, 'interceptors' | 'clientInterceptors'>
>

/** For every wire of oRPC: what leaves it as an error is a refusal with its ref, and what is a bug is in the log. */
export function refuseOnError(report: Report): Interceptors {
  return {
    interceptors: [
      async ({ next, request }) => {
        // The wire is where errors end.
        try {
          return await next()
        } catch (error) {
          throw toWireError(error, { report, path: request.url.pathname, signal: request.signal })
        }
      },
    ],
    // A stream fails after its answer has begun, where the interceptor above does not see it any more.
    clientInterceptors: [
      async ({ next, path, signal }) => {
        const output = await next()
        if (!isAsyncIterator(output)) return output
        return mapEventIterator(output, {
          value: async (value) => value,
          error: async (error) => toWireError(error, { report, path: path.join('.'), signal }),
        })
      },
    ],
  }
}

interface Where {
  readonly report: Report
  readonly path: string
  readonly signal: AbortSignal | undefined
}

function toWireError(error: unknown, { report, path, signal }: Where): unknown {
  // Nobody listens any more: what was cut off by that is no failure.
  if (signal?.aborted) return error
  const said = refusalOf(error)
  const { code, message, ...data } = said
  const ref = report(said, { path, cause: error })
  const defined = error instanceof ORPCError && error.defined
  return new ORPCError(code, { defined, status: refusalStatuses[code], message, data: { ...data, ref } })
}

/** The refusal in an error of a procedure; a bug is told as one, without its words. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof RefusalError) return error.refusal
  if (!(error instanceof ORPCError)) return internalRefusal()
  const { code, message } = error
  const data = refusalDataSchema.safeParse(error.data)
  if (isRefusalCode(code) && data.success) {
    const { hint, field, limit } = data.data
    return refusal(code, message, hint, {
      ...(field !== undefined && { field }),
      ...(limit !== undefined && { limit }),
    })
  }
  if (code !== 'BAD_REQUEST') return internalRefusal()
  if (error.cause instanceof ValidationError) {
    return refusalOfZod(error.cause.issues, null, error.cause.data)
  }
  return refusal('E_TYPE', 'The request cannot be read.', 'Compare it with GET /api/openapi.json.')
}

const isRefusalCode = (code: string): code is RefusalCode => Object.hasOwn(refusalStatuses, code)

const isAsyncIterator = (value: unknown): value is AsyncIterator<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value
