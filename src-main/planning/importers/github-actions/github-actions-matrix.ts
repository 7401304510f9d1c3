import { type Fields, isFields } from '../fields.ts'

/** GitHub itself allows 256. */
const maxVariants = 1000
const maxComparisons = 100_000

/**
 * How many jobs a matrix makes: every combination of its lists, without what `exclude` matches, and with each entry of
 * `include` that fits none of them. Null where an expression stands for a list, or where there are too many.
 */
export function countVariants(matrix: unknown): number | null {
  if (!isFields(matrix)) return null
  const { include = [], exclude = [], ...axes } = matrix
  if (!isListOfFields(include) || !isListOfFields(exclude)) return null
  const combinations = combine(axes)
  if (combinations === null) return null
  if ((include.length + exclude.length) * (combinations.length + 1) > maxComparisons) return null
  const kept = combinations.filter((each) => !exclude.some((pattern) => matches(each, pattern)))
  // Without axes there is nothing to add an entry to: each is a variant.
  const hasAxes = Object.keys(axes).length > 0
  const added = include.filter(
    (entry) => !hasAxes || !kept.some((each) => matches(each, onlyAxes(entry, axes))),
  )
  return kept.length + added.length
}

const isListOfFields = (value: unknown): value is Fields[] => Array.isArray(value) && value.every(isFields)

function combine(axes: Fields): Fields[] | null {
  const entries = Object.entries(axes)
  if (entries.length === 0) return []
  let combinations: Fields[] = [{}]
  for (const [name, values] of entries) {
    if (!Array.isArray(values) || combinations.length * values.length > maxVariants) return null
    const items: unknown[] = values
    combinations = combinations.flatMap((each) => items.map((item) => ({ ...each, [name]: item })))
  }
  return combinations
}

function onlyAxes(entry: Fields, axes: Fields): Fields {
  return Object.fromEntries(Object.entries(entry).filter(([name]) => Object.hasOwn(axes, name)))
}

/** Whether every field of the pattern is the same in the combination. */
const matches = (combination: Fields, pattern: Fields): boolean =>
  Object.entries(pattern).every(
    ([name, value]) => Object.hasOwn(combination, name) && isSame(combination[name], value),
  )

const isSame = (a: unknown, b: unknown): boolean =>
  typeof a === 'object' && typeof b === 'object' ? JSON.stringify(a) === JSON.stringify(b) : a === b
