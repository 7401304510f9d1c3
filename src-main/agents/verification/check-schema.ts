import { Validator } from '@cfworker/json-schema'
import type { Check } from '#shared/model/check.ts'
import type { Json } from '#shared/model/json.ts'
import type { Verification } from '../../engine/ports.ts'
import type { Workspaces } from '../workspace.ts'
import { readChecked } from './check-file.ts'
import type { Checked } from './checked.ts'

type SchemaCheck = Extract<Check, { kind: 'schema' }>

const shownFaults = 10

/** They only say that something below them does not fit. */
const wrappers: ReadonlySet<string> = new Set([
  'properties',
  'items',
  'prefixItems',
  'allOf',
  '$ref',
  'false',
])

export async function checkSchema(
  workspaces: Workspaces,
  verification: Verification,
  { schema, file }: SchemaCheck,
): Promise<Checked> {
  const read = file === undefined ? outputOf(verification) : await readJson(workspaces, verification, file)
  if ('why' in read) return { isMet: false, evidence: read.why }
  const { valid, errors } = new Validator(schema, '2020-12', false).validate(read.value)
  if (valid) return { isMet: true, evidence: 'it fits' }
  const faults = errors
    .filter(({ keyword }) => !wrappers.has(keyword))
    .map(({ instanceLocation, error }) => `${instanceLocation.replace(/^#\/?/, '') || 'it'}: ${error}`)
  const more = faults.length > shownFaults ? [`and ${faults.length - shownFaults} more`] : []
  return { isMet: false, evidence: [...faults.slice(0, shownFaults), ...more].join('; ') }
}

type Read = { readonly value: Json } | { readonly why: string }

/** Programs and workers hand over an `output` beside what is said of it; all others what they have. */
function outputOf({ result: { data } }: Verification): Read {
  const isObject = typeof data === 'object' && data !== null && !Array.isArray(data)
  return { value: isObject && Object.hasOwn(data, 'output') ? (data.output ?? null) : data }
}

async function readJson(workspaces: Workspaces, verification: Verification, file: string): Promise<Read> {
  const text = await readChecked(workspaces, verification, file)
  if (typeof text !== 'string') return text
  // The parser has no other way to say no.
  try {
    return { value: JSON.parse(text) }
  } catch {
    return { why: 'it is no JSON' }
  }
}
