import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AnyContractRouter } from '@orpc/contract'
import { OpenAPIHandler } from '@orpc/openapi/node'
import { type AnyRouter, type Router, traverseContractProcedures } from '@orpc/server'
import { refusalDataSchema } from '#shared/contract/errors.ts'
import type { Refusal } from '#shared/refusal.ts'
import { ok } from '#shared/result.ts'
import type { Caller } from '../api/wire/access.ts'
import type { RequestContext } from '../api/wire/context.ts'
import { idempotencyHeader, parseIdempotencyKey } from '../api/wire/idempotency-key.ts'
import { checkScope } from '../api/wire/procedure.ts'
import type { Report } from '../api/wire/report.ts'
import { refuseOnError } from '../api/wire/wire-errors.ts'
import { notFound, sendJson, wrongMethod } from './answer.ts'
import { bodyLimit, continueOf, importLimit, type ParseJson, readJsonBody } from './body.ts'
import { createOpenApiDocument } from './openapi.ts'
import { headerValues } from './origin-check.ts'
/** Handlers of any contract of ours. */
export type ServedRouter = Router<AnyContractRouter, RequestContext>

/** How many rows of a page are left out because their schema refuses them; the log names them. */
const omittedHeader = 'Switchyard-Rows-Omitted'
const documentPath = '/openapi.json'
const importPaths: ReadonlySet<string> = new Set([
  '/v1/plans',
  '/v1/plans/check',
  '/v1/plans/fix',
  '/v1/plans/import',
  '/v1/agents/import',
  '/v1/drafts',
])
const isLong = (path: string): boolean => importPaths.has(path) || /^\/v1\/drafts\/[^/]+$/.test(path)

/** The contract's REST side, for requests that may come in. A refusal is given back for the caller to say. */
export function createRest(options: { router: ServedRouter; parseJson: ParseJson; report: Report }) {
  const { router, parseJson, report } = options
  const handler = new OpenAPIHandler(router, {
    ...refuseOnError(report),
    customErrorResponseBodyEncoder: ({ code, message, data }) => ({
      error: { code, message, ...refusalDataSchema.parse(data) },
    }),
  })
  const routes = [{ method: 'GET', path: documentPath, procedure: [] }, ...listRoutes(router)]
  let document: Promise<object> | null = null

  return async (
    request: IncomingMessage,
    response: ServerResponse,
    { path, caller }: { readonly path: string; readonly caller: Caller },
  ): Promise<Refusal | null> => {
    const { method = '' } = request
    const below = path.slice('/api'.length)
    const matched = matchRoutes(routes, below)
    // Before the body is read, and before the answer says which paths exist.
    const refused = checkScopeOf(matched, { method, caller })
    if (refused !== null) return refused
    const methods = matched.map((each) => each.method)
    if (methods.length === 0) return notFound(path)
    if (!methods.includes(method)) return wrongMethod(response, method, methods)
    if (below === documentPath) {
      document ??= createOpenApiDocument()
      sendJson(response, await document)
      return null
    }
    const idempotencyKey = parseIdempotencyKey(headerValues(request.rawHeaders, idempotencyHeader))
    if (!idempotencyKey.ok) return idempotencyKey.error
    const limit = isLong(below) ? importLimit : bodyLimit
    const body =
      method === 'GET'
        ? ok(undefined)
        : await readJsonBody(request, { limit, parseJson, onWanted: continueOf(request, response) })
    if (!body.ok) return body.error
    // It would make a file of an empty body.
    delete request.headers['content-disposition']
    const waitMs = readWait(request)
    const onRowsOmitted = (count: number) => response.setHeader(omittedHeader, count)
    const context = {
      caller,
      idempotencyKey: idempotencyKey.value,
      ...(waitMs !== null && { waitMs }),
      onRowsOmitted,
    }
    const withBody = Object.assign(request, { body: body.value })
    const handled = await handler.handle(withBody, response, { prefix: '/api', context })
    return handled.matched ? null : notFound(path)
  }
}

function checkScopeOf(
  routes: readonly Route[],
  { method, caller: { scope } }: { readonly method: string; readonly caller: Caller },
): Refusal | null {
  const route = routes.find((each) => each.method === method) ?? routes[0]
  return checkScope(scope, route?.procedure ?? [])
}

/** `Prefer: wait=10` (RFC 7240) or `?wait=10`, in seconds. A preference that cannot be read is none. */
function readWait({ rawHeaders, url = '/' }: IncomingMessage): number | null {
  const preferred = headerValues(rawHeaders, 'prefer')
    .flatMap((value) => value.split(','))
    .map((each) => /^\s*wait\s*=\s*"?(\d{1,9})"?\s*(?:;|$)/i.exec(each)?.[1])
    .find((seconds) => seconds !== undefined)
  const asked = new URL(url, 'http://localhost').searchParams.get('wait')
  const seconds = preferred ?? (/^\d{1,9}$/.test(asked ?? '') ? asked : null)
  return seconds === null ? null : Number(seconds) * 1000
}

interface Route {
  readonly method: string
  /** `/v1/runs/{runId}`, below `/api`. */
  readonly path: string
  /** `['runs', 'get']`: where it stands in the contract. */
  readonly procedure: readonly string[]
}

function listRoutes(router: AnyRouter): Route[] {
  const routes: Route[] = []
  traverseContractProcedures({ router, path: [] }, ({ contract, path: procedure }) => {
    const { method = 'POST', path } = contract['~orpc'].route
    if (path !== undefined) routes.push({ method, path, procedure })
  })
  return routes
}

/** The routes of a path (below `/api`); none for a path that is not there. */
export function matchRoutes<Of extends Pick<Route, 'path'>>(routes: readonly Of[], path: string): Of[] {
  const segments = path.split('/')
  return routes.filter((route) => isMatch(route.path.split('/'), segments))
}

function isMatch(pattern: readonly string[], segments: readonly string[]): boolean {
  if (pattern.length !== segments.length) return false
  return pattern.every((part, index) => {
    return part.startsWith('{') ? segments[index] !== '' : part === segments[index]
  })
}
