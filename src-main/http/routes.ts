import { type AnyRouter, traverseContractProcedures } from '@orpc/server'

export interface Route {
  readonly method: string
  /** `/v1/runs/{runId}`, below `/api`. */
  readonly path: string
}

export function listRoutes(router: AnyRouter): Route[] {
  const routes: Route[] = []
  traverseContractProcedures({ router, path: [] }, ({ contract }) => {
    const { method = 'POST', path } = contract['~orpc'].route
    if (path !== undefined) routes.push({ method, path })
  })
  return routes
}

/** The methods that a path (below `/api`) knows; none for a path that is not there. */
export function listMethods(routes: readonly Route[], path: string): string[] {
  const segments = path.split('/')
  return routes.filter((route) => isMatch(route.path.split('/'), segments)).map(({ method }) => method)
}

function isMatch(pattern: readonly string[], segments: readonly string[]): boolean {
  if (pattern.length !== segments.length) return false
  return pattern.every((part, index) => {
    return part.startsWith('{') ? segments[index] !== '' : part === segments[index]
  })
}
