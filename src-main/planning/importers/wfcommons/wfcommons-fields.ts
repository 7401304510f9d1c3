import { joinSections, listNames, titleFrom, verbatim } from '../description.ts'
import { type Fields, isEmpty, isFields, textOf } from '../fields.ts'
import { nameKind, quote, type Warnings } from '../warnings.ts'
import type { RecordedTask } from './wfcommons-tasks.ts'

const maxCommand = 2000
const maxArguments = 1000
const maxFiles = 20

/** Whole milliseconds of its run, or null. */
export function readEstimate({ execution, key, where }: RecordedTask, warnings: Warnings): number | null {
  const runtime = execution.runtimeInSeconds ?? execution.runtime
  if (runtime === undefined || runtime === null) {
    const say = (who: string) => `How long it took is not said of ${who}.`
    warnings.sum({ code: 'missing_runtime', key, where, say })
    return null
  }
  const estimateMs = typeof runtime === 'number' ? Math.round(runtime * 1000) : -1
  if (estimateMs >= 0 && Number.isSafeInteger(estimateMs)) return estimateMs
  const shown = textOf(runtime) === null ? nameKind(runtime) : quote(String(runtime))
  const say = (who: string) => `The seconds that ${who} took are ${shown}; that was left out.`
  warnings.sum({ code: 'unusable_runtime', about: shown, key, where, say })
  return null
}

/** What it is called, its command and its files, as text. */
export function describeTask({ fields, execution, key, where }: RecordedTask, warnings: Warnings): string {
  const { reads, writes, isWhole } = listFiles(fields)
  if (!isWhole) {
    const say = (who: string) => `Some files of ${who} have no name; they were left out.`
    warnings.sum({ code: 'unnamed_file', key, where, say })
  }
  return joinSections([
    ['', titleFrom(textOf(fields.name) ?? key)],
    ['Command, as it was recorded', readCommand(execution.command ?? fields.command)],
    ['Reads', reads.length === 0 ? null : verbatim(listNames(reads, maxFiles), maxCommand)],
    ['Writes', writes.length === 0 ? null : verbatim(listNames(writes, maxFiles), maxCommand)],
  ])
}

function readCommand(command: unknown): string | null {
  if (!isFields(command)) return null
  const given: unknown[] = Array.isArray(command.arguments) ? command.arguments : [command.arguments]
  const words = [command.program, ...given.slice(0, maxArguments)].map(textOf).filter((word) => word !== null)
  return words.length === 0 ? null : verbatim(words.join(' '), maxCommand)
}

/** New versions list the ids of files on either side; old ones list files that say on which side they are. */
function listFiles({ inputFiles, outputFiles, files }: Fields) {
  const linked = (link: string) => listOf(files).filter((file) => isFields(file) && file.link === link)
  const reads = [...listOf(inputFiles), ...linked('input')]
  const writes = [...listOf(outputFiles), ...linked('output')]
  const named = { reads: reads.map(fileName), writes: writes.map(fileName) }
  const isNamed = (name: string | null) => name !== null
  return {
    reads: named.reads.filter((name) => name !== null),
    writes: named.writes.filter((name) => name !== null),
    isWhole: named.reads.every(isNamed) && named.writes.every(isNamed),
  }
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

const fileName = (file: unknown): string | null =>
  isFields(file) ? (textOf(file.name) ?? textOf(file.id)) : textOf(file)

const readFields: ReadonlySet<string> = new Set(
  'id name parents children inputFiles outputFiles files runtime runtimeInSeconds command'.split(' '),
)

/** Says what else was recorded of the task. Empty fields lose nothing. */
export function noteOtherFields({ fields, execution, key, where }: RecordedTask, warnings: Warnings): void {
  for (const record of execution === fields ? [fields] : [fields, execution]) {
    for (const [name, value] of Object.entries(record)) {
      if (readFields.has(name) || isEmpty(value)) continue
      const say = (who: string) =>
        `The field ${quote(name)} of ${who} has no place in a plan; it was left out.`
      warnings.sum({ code: 'field_not_kept', about: name, key, where, say })
    }
  }
}
