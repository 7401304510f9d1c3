import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, type Result } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import { joinSections, listNames, titleFrom, verbatim } from '../description.ts'
import { type Draft, importOnly } from '../draft.ts'
import {
  type FieldRule,
  type Fields,
  isFields,
  millisecondsOf,
  noteOtherFields,
  readField,
  textOf,
} from '../fields.ts'
import { baseName, oneLine } from '../names.ts'
import type { Format, Imported, Source } from '../source.ts'
import { createWarnings, quote, type Warnings, warningText } from '../warnings.ts'
import { findTasks, type RecordedTask, readTasks } from './wfcommons-tasks.ts'

/**
 * Reads a recorded workflow of WfCommons (WfFormat 1.0 to 1.6): its tasks and their durations. Commands and files
 * become text.
 * https://github.com/wfcommons/WfFormat
 */
function read({ json, name }: Source): Result<Imported, Refusal> {
  const parsed = json()
  if (!parsed.ok) return parsed
  const { value } = parsed
  const tasks = findTasks(value)
  if (!isFields(value) || tasks === null) return err(notTheFormat)
  const list = createWarnings()
  const warnings = list.about(tasks.place)
  noteRecording(value, warnings)
  const records = readTasks(tasks, warnings)
  const drafts = records.map((record) => draftOf(record, warnings))
  const title = oneLine(textOf(value.name) ?? baseName(name))
  const { place } = tasks
  return importOnly({ format: 'wfcommons', name: baseName(name), title, place, drafts, list, warnings })
}

function draftOf(record: RecordedTask, warnings: Warnings): Draft {
  const { key, where, fields, execution, dependsOn } = record
  const ran = { ...record, fields: { runtime: execution.runtimeInSeconds ?? execution.runtime } }
  const estimateMs = readField(ran, runtime, warnings)
  for (const each of new Set([fields, execution])) {
    noteOtherFields({ ...record, fields: each }, knownFields, warnings)
  }
  return {
    key,
    where,
    title: titleFrom(textOf(fields.name) ?? '') || key,
    description: describeTask(record, warnings),
    dependsOn,
    ...(estimateMs !== null && { estimateMs }),
  }
}

/** Warns about recorded data of the entire workflow, which a plan cannot hold. */
function noteRecording(file: Fields, warnings: Warnings): void {
  const workflow = isFields(file.workflow) ? file.workflow : {}
  const specification = isFields(workflow.specification) ? workflow.specification : {}
  const execution = isFields(workflow.execution) ? workflow.execution : workflow
  const makespan = execution.makespanInSeconds ?? execution.makespan
  const parts = [
    typeof makespan === 'number' ? warningText.wfcommons.makespan(makespan) : '',
    countOfList(specification.files, 'file'),
    countOfList(execution.machines, 'machine'),
    textOf(execution.executedAt) === null ? '' : warningText.wfcommons.time,
    ...Object.keys(file)
      .filter((name) => name !== 'name' && name !== 'workflow')
      .slice(0, 10)
      .map(quote),
  ].filter((part) => part !== '')
  if (parts.length === 0) return
  warnings.add('recording_not_kept', 'workflow', warningText.wfcommons.recordingNotKept(parts.join(', ')))
}

const countOfList = (value: unknown, noun: string): string =>
  Array.isArray(value) && value.length > 0
    ? `${value.length.toLocaleString('en')} ${noun}${value.length === 1 ? '' : 's'}`
    : ''

const notTheFormat = refusal('E_FORMAT', 'not_a_wfcommons_workflow')

export const wfCommons: Format = {
  source: 'wfcommons',
  title: words.importFormats.wfCommons,
  detect: ({ text, json }) => {
    if (text === null || !/^\uFEFF?\s*\{/.test(text)) return false
    const parsed = json()
    return parsed.ok && findTasks(parsed.value) !== null
  },
  read,
}

const maxCommand = 2000
const maxArguments = 1000
const maxFiles = 20

/** Recorded duration in whole milliseconds; null if unknown. The file gives seconds. */
const runtime: FieldRule<number | null> = {
  field: 'runtime',
  read: (seconds) => millisecondsOf(seconds, 1000),
  otherwise: null,
  missing: warningText.effects.noEstimate,
  unknown: warningText.effects.notSeconds,
  code: 'unusable_runtime',
}

/** The description of a task: its name, command and files. */
function describeTask({ fields, execution, key, where }: RecordedTask, warnings: Warnings): string {
  const { reads, writes, isWhole } = listFiles(fields)
  if (!isWhole) {
    warnings.sum({ code: 'unnamed_file', key, where, describe: warningText.wfcommons.unnamedFiles })
  }
  return joinSections([
    ['', titleFrom(textOf(fields.name) ?? key)],
    [words.importedTexts.recordedCommand, readCommand(execution.command ?? fields.command)],
    [words.importedTexts.reads, reads.length === 0 ? null : verbatim(listNames(reads, maxFiles), maxCommand)],
    [
      words.importedTexts.writes,
      writes.length === 0 ? null : verbatim(listNames(writes, maxFiles), maxCommand),
    ],
  ])
}

function readCommand(command: unknown): string | null {
  if (!isFields(command)) return null
  const given: unknown[] = Array.isArray(command.arguments) ? command.arguments : [command.arguments]
  const words = [command.program, ...given.slice(0, maxArguments)].map(textOf).filter((word) => word !== null)
  return words.length === 0 ? null : verbatim(words.join(' '), maxCommand)
}

/** New versions list input and output files by id. Old versions have a single list of files with a `link` direction. */
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

const knownFields: ReadonlySet<string> = new Set(
  'id name parents children inputFiles outputFiles files runtime runtimeInSeconds command'.split(' '),
)
