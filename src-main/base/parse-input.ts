import { closest, distance } from 'fastest-levenshtein'
import { z } from 'zod'
import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { clip } from '#shared/text/clip.ts'
import { words as catalogue } from '#shared/words/words.ts'

const { input: text } = catalogue

/** The value as the schema has it, or which field does not fit and what would. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): Result<T, Refusal> {
  const parsed = schema.safeParse(input)
  return parsed.success ? ok(parsed.data) : err(refusalOfZod(parsed.error.issues, schema, input))
}

/**
 * The first thing that is wrong, said to a person. `schema` gives the names that an unknown field may have meant;
 * without the `input` a missing word of a list of words cannot be told from a wrong one.
 */
export function refusalOfZod(issues: readonly unknown[], schema: unknown, input?: unknown): Refusal {
  const known = issues.map((issue) => issueSchema.parse(issue))
  // A misspelt field leaves the right one missing: the misspelling is what helps.
  const issue = known.find(({ code }) => code === 'unrecognized_keys') ?? known[0]
  if (issue === undefined) throw new Error('A refused input has no issue')
  return refusalOfIssue(issue, { schema, input, path: issue.path })
}

/** A fault of an input. */
export interface Fault {
  /** The path of the field; for an unknown field with its name. */
  readonly path: Path
  readonly kind: 'unknown' | 'missing' | 'value'
  readonly refusal: Refusal
  /** The names that an unknown field may have meant, or the words that a value may be. */
  readonly words: readonly string[]
  /** Which of these is the nearest to what was written; null: none is near. */
  readonly near: string | null
}

/** Everything that is wrong, in the order in which zod finds it; empty where the input fits. */
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

/** The parts of zod's issues that are read here, whatever the code. */
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

/** Where the issue stands; `path` is whole, also for an issue inside an alternative. */
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
  return refusal('E_TYPE', 'value_invalid', { ...fieldAt(place.path), why: clip(issue.message) })
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
  const { format, message } = issue
  if (format === 'datetime' || format === 'date' || format === 'time') {
    return refusal('E_DATE', `${format}_invalid`, fieldAt(path))
  }
  return refusal('E_TYPE', 'format_invalid', { ...fieldAt(path), why: capital(clip(message)) })
}

function notOneOf(allowed: readonly unknown[], { input, path }: Place): Refusal {
  const names = allowed.map(String)
  const value = input === undefined ? undefined : valueAt(input, path)
  const near = typeof value === 'string' ? nearest(clip(value), names) : null
  const known = names.slice(0, 30).join(', ')
  return refusal('E_TYPE', 'not_one_of', { ...fieldAt(path), known, near: near ?? '' })
}

/** Speaks of the alternative that fits best: the one whose first problem lies deepest. */
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
  // Zod calls 1.5 and "1" alike where a whole number is due; only the second is of another type.
  const isSame = received === undefined || (expected === 'int' && received === 'number')
  const facts = { ...fieldAt(path), wanted: kindName(expected) }
  return isSame
    ? refusal('E_TYPE', 'type_wrong', facts)
    : refusal('E_TYPE', 'type_wrong_found', { ...facts, found: kindName(received) })
}

const kindNames: Readonly<Record<string, string>> = text.jsonTypes
const kindName = (kind: string): string => kindNames[kind] ?? kind

const fieldAt = (path: Path): { field: string } => ({ field: path.length === 0 ? '' : nameOf(path) })

/** `tasks[0].title` */
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

const capital = (text: string): string => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`

/** Names of the fields that the schema knows at a path; of all alternatives where there are several. */
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

/** The schema itself, out of everything that is wrapped around it. */
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
