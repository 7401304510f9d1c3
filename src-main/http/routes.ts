import { type AnyRouter, traverseContractProcedures } from '@orpc/server'

export interface Route {
  readonly method: string
  /** `/v1/runs/{runId}`, below `/api`. */
  readonly path: string
  /** `['runs', 'get']`: where it stands in the contract. */
  readonly procedure: readonly string[]
}

export function listRoutes(router: AnyRouter): Route[] {
  const routes: Route[] = []
  traverseContractProcedures({ router, path: [] }, ({ contract, path: procedure }) => {
    const { method = 'POST', path } = contract['~orpc'].route
    if (path !== undefined) routes.push({ method, path, procedure })
  })
  return routes
}

/** The methods that a path (below `/api`) knows; none for a path that is not there. */
export const listMethods = (routes: readonly Pick<Route, 'method' | 'path'>[], path: string): string[] =>
  matchRoutes(routes, path).map(({ method }) => method)

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
