import { closest, distance } from 'fastest-levenshtein'
import { z } from 'zod'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { clip } from '#shared/text/clip.ts'
import { describeIssue } from '#shared/words/issue-text.ts'
import { words as catalogue } from '#shared/words/words.ts'

const { input: text } = catalogue

/** The parsed value, or a refusal that names the first invalid field and what is allowed. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): Result<T, Refusal> {
  const parsed = schema.safeParse(input)
  return parsed.success ? ok(parsed.data) : err(refusalOfZod(parsed.error.issues, schema, input))
}

/**
 * The most helpful issue as a refusal that people can read. `schema` provides suggestions for an unknown field.
 * Without `input`, a missing value of an enum cannot be distinguished from a wrong one.
 */
export function refusalOfZod(issues: readonly unknown[], schema: unknown, input?: unknown): Refusal {
  const known = issues.map((issue) => issueSchema.parse(issue))
  // A misspelt field also makes the correct one missing, so report the misspelling first.
  const issue = known.find(({ code }) => code === 'unrecognized_keys') ?? known[0]
  if (issue === undefined) throw new Error('A refused input has no issue')
  return refusalOfIssue(issue, { schema, input, path: issue.path })
}

export interface Fault {
  /** Path of the field; for an unknown field, including its name. */
  readonly path: Path
  readonly kind: 'unknown' | 'missing' | 'value'
  readonly refusal: Refusal
  /** The known field names for an unknown field, or the allowed values of an enum. */
  readonly words: readonly string[]
  /** The entry of `words` closest to the input; null if none is close. */
  readonly near: string | null
}

/** All faults of the input, in zod's order; empty if the input is valid. */
export function listFaults(schema: z.ZodType, input: unknown): Fault[] {
  const { error } = schema.safeParse(input)
  return (error?.issues ?? []).flatMap((each) => {
    const issue = issueSchema.parse(each)
    const { code, keys, path } = issue
    if (code === 'unrecognized_keys') {
      const words = listFields(schema, path)
      return keys.map((key): Fault => {
        const refused = refusalOfIssue({ ...issue, keys: [key] }, { schema, input, path })
        return { path: [...path, key], kind: 'unknown', refusal: refused, words, near: nearest(key, words) }
      })
    }
    const place = { schema, input, path }
    const words = [...issue.values, ...issue.options].filter((word) => typeof word === 'string')
    const kind = isMissing(issue, place) ? 'missing' : 'value'
    const value = valueAt(input, path)
    const near = typeof value === 'string' ? nearest(clip(value), words) : null
    return [{ path, kind, refusal: refusalOfIssue(issue, place), words, near } as const]
  })
}

/** The properties of zod's issues that this module reads, for all issue codes. */
const issueSchema = z.object({
  code: z.string(),
  message: z.string(),
  path: z.array(z.union([z.string(), z.number()])).default([]),
  expected: z.string().optional(),
  origin: z.string().optional(),
  format: z.string().optional(),
  inclusive: z.boolean().default(true),
  minimum: z.coerce.number().optional(),
  maximum: z.coerce.number().optional(),
  keys: z.array(z.string()).default([]),
  values: z.array(z.unknown()).default([]),
  options: z.array(z.unknown()).default([]),
  errors: z.array(z.array(z.unknown())).default([]),
})
type Issue = z.infer<typeof issueSchema>
export type Path = readonly (string | number)[]

/** Location of an issue. `path` starts at the root, even for an issue inside a union alternative. */
interface Place {
  readonly schema: unknown
  readonly input: unknown
  readonly path: Path
}

function refusalOfIssue(issue: Issue, place: Place): Refusal {
  const words = [...issue.values, ...issue.options]
  if (issue.code === 'unrecognized_keys') return unknownField(issue, place)
  if (isMissing(issue, place)) return missing(place.path)
  if (issue.code === 'too_small' || issue.code === 'too_big') return outOfRange(issue, place)
  if (issue.code === 'invalid_format') return badFormat(issue, place)
  if (words.length > 0) return notOneOf(words, place)
  if (issue.code === 'invalid_union') return noAlternative(issue, place)
  if (issue.code === 'invalid_type') return wrongType(issue, place)
  return refusal('E_TYPE', 'value_invalid', { ...fieldAt(place.path), why: hintOf(issue) })
}

function unknownField({ keys }: Issue, { schema, path }: Place): Refusal {
  const key = clip(keys[0] ?? '')
  const names = listFields(schema, path)
  return refusal('E_UNKNOWN_FIELD', 'field_unknown', {
    key,
    inField: path.length === 0 ? '' : nameOf(path),
    near: nearest(key, names) ?? '',
    known: names.slice(0, 20).join(', '),
    field: nameOf([...path, key]),
  })
}

function isMissing(issue: Issue, { input, path }: Place): boolean {
  if (issue.message.endsWith('received undefined')) return true
  const isOfValue = ['invalid_value', 'invalid_union', 'invalid_type'].includes(issue.code)
  return isOfValue && input !== undefined && valueAt(input, path) === undefined
}

const missing = (path: Path): Refusal => refusal('E_REQUIRED', 'field_missing', fieldAt(path))

function outOfRange(issue: Issue, { path }: Place): Refusal {
  const isLow = issue.code === 'too_small'
  const limit = (isLow ? issue.minimum : issue.maximum) ?? 0
  const counted = issue.origin === 'string' ? 'text' : issue.origin === 'array' ? 'list' : null
  if (counted !== null && isLow && limit === 1) {
    return refusal('E_REQUIRED', `${counted}_empty`, fieldAt(path))
  }
  const bound = text.bounds[isLow ? 'low' : 'high'][issue.inclusive ? 'inclusive' : 'exclusive'](limit)
  const facts = { ...fieldAt(path), bound, limit }
  return refusal(
    'E_RANGE',
    counted === null ? 'number_out_of_range' : `${counted}_length_out_of_range`,
    facts,
  )
}

function badFormat(issue: Issue, { path }: Place): Refusal {
  const { format } = issue
  if (format === 'datetime' || format === 'date' || format === 'time') {
    return refusal('E_DATE', `${format}_invalid`, fieldAt(path))
  }
  return refusal('E_TYPE', 'format_invalid', { ...fieldAt(path), why: hintOf(issue) })
}

const hintOf = ({ message }: Issue): string => clip(describeIssue(message), 200)

function notOneOf(allowed: readonly unknown[], { input, path }: Place): Refusal {
  const names = allowed.map(String)
  const value = input === undefined ? undefined : valueAt(input, path)
  const near = typeof value === 'string' ? nearest(clip(value), names) : null
  const known = names.slice(0, 30).join(', ')
  return refusal('E_TYPE', 'not_one_of', { ...fieldAt(path), known, near: near ?? '' })
}

/** Reports the best matching alternative: the one whose first issue has the deepest path. */
function noAlternative(issue: Issue, place: Place): Refusal {
  const firsts = issue.errors.flatMap((each) => each.slice(0, 1).map((first) => issueSchema.parse(first)))
  const deepest = firsts.toSorted((a, b) => b.path.length - a.path.length)[0]
  if (deepest !== undefined && (deepest.path.length > 0 || deepest.code === 'unrecognized_keys')) {
    return refusalOfIssue(deepest, { ...place, path: [...place.path, ...deepest.path] })
  }
  const kinds = [...new Set(firsts.flatMap(({ expected }) => (expected === undefined ? [] : [expected])))]
  const wanted = text.oneOfTypes(kinds.map(kindName))
  return refusal('E_TYPE', 'type_wrong', { ...fieldAt(place.path), wanted })
}

function wrongType({ message, expected = '' }: Issue, { path }: Place): Refusal {
  const received = /received (\w+)$/.exec(message)?.[1]
  // Zod reports 1.5 and "1" in the same way where an integer is expected; only "1" has another type.
  const isSame = received === undefined || (expected === 'int' && received === 'number')
  const facts = { ...fieldAt(path), wanted: kindName(expected) }
  return isSame
    ? refusal('E_TYPE', 'type_wrong', facts)
    : refusal('E_TYPE', 'type_wrong_found', { ...facts, found: kindName(received) })
}

const kindNames: Readonly<Record<string, string>> = text.jsonTypes
const kindName = (kind: string): string => kindNames[kind] ?? kind

const fieldAt = (path: Path): { field: string } => ({ field: path.length === 0 ? '' : nameOf(path) })

/** Path as text, for example `tasks[0].title`. */
export function nameOf(path: Path): string {
  if (path.length === 0) return text.wholeInput
  return path.reduce<string>((name, key) => {
    if (typeof key === 'number') return `${name}[${key}]`
    if (!/^[\w$-]+$/.test(key)) return `${name}[${JSON.stringify(clip(key))}]`
    return name === '' ? clip(key) : `${name}.${clip(key)}`
  }, '')
}

function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null) return undefined
    return Object.getOwnPropertyDescriptor(value, key)?.value
  }, input)
}

function nearest(word: string, names: readonly string[]): string | null {
  if (names.length === 0) return null
  const near = closest(word.toLowerCase(), names)
  return distance(word.toLowerCase(), near.toLowerCase()) <= Math.max(2, word.length / 3) ? near : null
}

/** Field names of the schema at a path; for a union, those of all alternatives. */
function listFields(schema: unknown, path: readonly (string | number)[]): string[] {
  const places = path.reduce<unknown[]>((found, key) => found.flatMap((each) => step(each, key)), [schema])
  const names = places.flatMap(plainSchemas).flatMap((each) => {
    return each instanceof z.ZodObject ? Object.keys(each.shape) : []
  })
  return [...new Set(names)]
}

function step(schema: unknown, key: string | number): unknown[] {
  return plainSchemas(schema).flatMap((each): unknown[] => {
    if (each instanceof z.ZodObject) return [each.shape[key]]
    if (each instanceof z.ZodArray) return [each.element]
    if (each instanceof z.ZodRecord) return [each.valueType]
    return []
  })
}

/** Unwraps optional, nullable, default and similar wrappers; a union gives all alternatives. */
function plainSchemas(schema: unknown): unknown[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(plainSchemas)
  if (schema instanceof z.ZodPipe) return plainSchemas(schema.in)
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodCatch ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodLazy
  ) {
    return plainSchemas(schema.unwrap())
  }
  return [schema]
}
