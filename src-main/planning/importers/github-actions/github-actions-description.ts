import { words as catalogue } from '#shared/words/words.ts'
import { joinSections, listNames, titleFrom, verbatim } from '../description.ts'
import { type Fields, type FileRecord, isFields, readList, textOf } from '../fields.ts'
import { nameKind, type Warnings, warningText } from '../warnings.ts'

const text = catalogue.importedTexts

const maxCommand = 2000
const maxStepsText = 20_000
const maxCondition = 2000

/** Description of a job: its runner, matrix, condition and steps. `condition` is text that is not evaluated. */
export function describeJob(job: FileRecord, condition: string | null, warnings: Warnings): string {
  return joinSections([
    ['', readPlaceLine(job)],
    ['', readCallLine(job, warnings)],
    ['', readMatrixLine(job, warnings)],
    [text.condition, condition === null ? null : verbatim(condition, maxCondition)],
    [text.steps, readSteps(job, warnings)],
  ])
}

function readPlaceLine({ fields }: FileRecord): string | null {
  const place = fields['runs-on']
  const where = isFields(place) ? [place.group, place.labels].flat() : [place].flat()
  const names = where.map(textOf).filter((name) => name !== null)
  return names.length === 0 ? null : text.runsOn(titleFrom(listNames(names, 10)))
}

function readCallLine({ fields, key, where }: FileRecord, warnings: Warnings): string | null {
  const called = textOf(fields.uses)
  if (called === null) return null
  warnings.sum({ code: 'calls_workflow', key, where, describe: warningText.githubActions.callsWorkflow })
  const inputs = isFields(fields.with) ? Object.keys(fields.with) : []
  const inputNames = inputs.length === 0 ? null : titleFrom(listNames(inputs, 20))
  return text.callsWorkflow(titleFrom(called), inputNames)
}

function readMatrixLine({ fields, key, where }: FileRecord, warnings: Warnings): string | null {
  const matrix = isFields(fields.strategy) ? fields.strategy.matrix : undefined
  if (matrix === undefined || matrix === null) return null
  warnings.sum({ code: 'matrix_as_one', key, where, describe: warningText.githubActions.matrixAsOne })
  const count = countVariants(matrix)
  const names = isFields(matrix) ? Object.keys(matrix).filter((name) => !changing.has(name)) : []
  const axes = names.length === 0 ? '' : ` (${titleFrom(listNames(names, 10))})`
  return count === null ? text.unknownVariants(axes) : text.variants(count, axes)
}

const changing: ReadonlySet<string> = new Set(['include', 'exclude'])

/**
 * Names and commands of the steps, as text. The limit applies to all steps together; the steps beyond it are only
 * counted.
 */
function readSteps(job: FileRecord, warnings: Warnings): string {
  const { key, where } = job
  const items = readList(job, 'steps', warnings)
  const shown: string[] = []
  let length = 0
  for (const [index, step] of items.entries()) {
    const line = `${index + 1}. ${describeStep(step)}`
    length += line.length
    if (length > maxStepsText) {
      shown.push(text.moreSteps(items.length - index))
      warnings.sum({ code: 'steps_cut', key, where, describe: warningText.githubActions.stepsCut })
      break
    }
    shown.push(line)
  }
  return shown.join('\n\n')
}

function describeStep(step: unknown): string {
  if (!isFields(step)) return `(${nameKind(step)})`
  const { name, uses, run, id } = step
  const called = textOf(uses)
  const command = textOf(run)
  const title = titleFrom(textOf(name) ?? textOf(id) ?? '')
  const use = called === null ? '' : text.uses(titleFrom(called))
  const condition = textOf(typeof step.if === 'boolean' ? String(step.if) : step.if)
  const only = condition === null ? '' : text.onlyIf(titleFrom(condition))
  const head = [title || (use === '' ? text.step : ''), use, only].filter((part) => part !== '').join(', ')
  return command === null ? head : `${head}:\n\n${verbatim(command, maxCommand)}`
}

/** GitHub's own limit is 256. */
const maxVariants = 1000
const maxComparisons = 100_000

/**
 * Number of jobs in a matrix: all combinations of its lists without those that `exclude` matches, plus each `include`
 * entry that matches none of them. Null if an expression replaces a list, or if there are too many combinations.
 */
export function countVariants(matrix: unknown): number | null {
  if (!isFields(matrix)) return null
  const { include = [], exclude = [], ...axes } = matrix
  if (!isListOfFields(include) || !isListOfFields(exclude)) return null
  const combinations = combine(axes)
  if (combinations === null) return null
  if ((include.length + exclude.length) * (combinations.length + 1) > maxComparisons) return null
  const kept = combinations.filter((each) => !exclude.some((pattern) => matches(each, pattern)))
  // Without axes, each `include` entry is a variant of its own.
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

/** Whether the combination has the same value in every field of the pattern. */
const matches = (combination: Fields, pattern: Fields): boolean =>
  Object.entries(pattern).every(
    ([name, value]) => Object.hasOwn(combination, name) && isSame(combination[name], value),
  )

const isSame = (a: unknown, b: unknown): boolean =>
  typeof a === 'object' && typeof b === 'object' ? JSON.stringify(a) === JSON.stringify(b) : a === b
