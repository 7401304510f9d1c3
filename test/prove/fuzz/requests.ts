import type { Operation } from './operations.ts'
import { chance, type createValues, type Random } from './values.ts'

export interface FuzzRequest {
  readonly method: string
  /** Path and query, percent-encoded. */
  readonly target: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Buffer | null
}

/** A valid request, in parts that a mutation can change. */
export interface Draft {
  method: string
  path: string
  readonly inPath: Map<string, string>
  query: [name: string, value: string][]
  headers: [name: string, value: string][]
  /** Undefined: no body. */
  value: unknown
  /** Replaces the value; null: the value is sent. */
  raw: Buffer | null
}

export function draftOf(
  operation: Operation,
  { random, values, token }: { random: Random; values: ReturnType<typeof createValues>; token: string },
): Draft {
  const inPath = new Map<string, string>()
  const query: Draft['query'] = []
  for (const { name, in: place, required, schema } of operation.parameters) {
    if (place === 'path') inPath.set(name, String(values.exampleOf(schema, name)))
    else if (place === 'query' && (required || chance(random, 0.35)))
      query.push([name, textOf(values.exampleOf(schema, name))])
  }
  return {
    method: operation.method,
    path: operation.path,
    inPath,
    query,
    headers: [['Authorization', `Bearer ${token}`]],
    value: operation.body === null ? undefined : values.exampleOf(operation.body, ''),
    raw: null,
  }
}

const textOf = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value))

/** Replaces unpaired surrogates, because `encodeURIComponent` throws for them. */
const encode = (text: string): string => encodeURIComponent(text.toWellFormed())

export function requestOf({ method, path, inPath, query, headers, value, raw }: Draft): FuzzRequest {
  const place = path.replaceAll(/\{([^}]+)\}/g, (_, name: string) => encode(inPath.get(name) ?? ''))
  const asked = query.map(([name, text]) => `${encode(name)}=${encode(text)}`).join('&')
  const body = raw ?? (value === undefined ? null : Buffer.from(JSON.stringify(value) ?? ''))
  const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type')
  return {
    method,
    target: `/api${place}${asked === '' ? '' : `?${asked}`}`,
    headers: body === null || hasType ? headers : [...headers, ['Content-Type', 'application/json']],
    body,
  }
}
