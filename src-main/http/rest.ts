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
/** Handlers for any Switchyard contract. */
export type ServedRouter = Router<AnyContractRouter, RequestContext>

/** Number of rows omitted from a page because they fail their schema. The log names them. */
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

/** REST interface of the contract, for authenticated requests. A refusal is returned for the caller to send. */
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
    // Checked before the body is read, and before any response reveals which paths exist.
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
    // With this header, the handler would turn an empty body into a file.
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

/**
 * Milliseconds to wait, from `Prefer: wait=10` (RFC 7240) or `?wait=10` in seconds; null if absent. An unreadable
 * preference is ignored.
 */
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
  /** Path below `/api`, such as `/v1/runs/{runId}`. */
  readonly path: string
  /** Path in the contract, such as `['runs', 'get']`. */
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

/** Routes that match a path below `/api`; empty for an unknown path. */
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
