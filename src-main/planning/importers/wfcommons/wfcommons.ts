import { type Refusal, refusal } from '#shared/refusal.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { titleFrom } from '../description.ts'
import { type Draft, planOfDrafts } from '../draft.ts'
import { type Fields, isFields, textOf } from '../fields.ts'
import type { Format, Imported } from '../imported.ts'
import { baseName, keyOf, oneLine } from '../names.ts'
import type { Source } from '../source.ts'
import { createWarnings, quote, type Warnings } from '../warnings.ts'
import { describeTask, noteOtherFields, readEstimate } from './wfcommons-fields.ts'
import { findTasks, type RecordedTask, readTasks } from './wfcommons-tasks.ts'

/**
 * A recorded workflow of WfCommons (WfFormat 1.0 to 1.6): its tasks with what each took. Commands and files are shown as
 * text. https://github.com/wfcommons/WfFormat
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
  const title = textOf(value.name) ?? baseName(name)
  const plan = planOfDrafts(
    {
      key: keyOf(baseName(name)),
      title: oneLine(title),
      source: 'wfcommons',
      place: tasks.place,
      drafts,
    },
    warnings,
  )
  return plan.ok ? ok({ format: 'wfcommons', plans: [plan.value], warnings: list.list() }) : err(plan.error)
}

function draftOf(record: RecordedTask, warnings: Warnings): Draft {
  const { key, where, fields, dependsOn } = record
  const estimateMs = readEstimate(record, warnings)
  noteOtherFields(record, warnings)
  return {
    key,
    where,
    title: titleFrom(textOf(fields.name) ?? '') || key,
    description: describeTask(record, warnings),
    dependsOn,
    ...(estimateMs !== null && { estimateMs }),
  }
}

/** What was recorded of the whole has no place in a plan. */
function noteRecording(file: Fields, warnings: Warnings): void {
  const workflow = isFields(file.workflow) ? file.workflow : {}
  const specification = isFields(workflow.specification) ? workflow.specification : {}
  const execution = isFields(workflow.execution) ? workflow.execution : workflow
  const makespan = execution.makespanInSeconds ?? execution.makespan
  const parts = [
    typeof makespan === 'number' ? `a makespan of ${makespan} s` : '',
    countOfList(specification.files, 'file'),
    countOfList(execution.machines, 'machine'),
    textOf(execution.executedAt) === null ? '' : 'the time of its run',
    ...Object.keys(file)
      .filter((name) => name !== 'name' && name !== 'workflow')
      .slice(0, 10)
      .map(quote),
  ].filter((part) => part !== '')
  if (parts.length === 0) return
  const message = `This was recorded of the whole workflow and has no place in a plan: ${parts.join(', ')}.`
  warnings.add('recording_not_kept', 'workflow', message)
}

const countOfList = (value: unknown, noun: string): string =>
  Array.isArray(value) && value.length > 0
    ? `${value.length.toLocaleString('en')} ${noun}${value.length === 1 ? '' : 's'}`
    : ''

const notTheFormat = refusal(
  'E_FORMAT',
  'This is not a workflow of WfCommons: it has no list of tasks.',
  'Give an instance in WfFormat, such as those of WfInstances.',
)

export const wfCommons: Format = {
  source: 'wfcommons',
  title: 'WfCommons (WfFormat .json)',
  detect: ({ text, json }) => {
    if (text === null || !/^\uFEFF?\s*\{/.test(text)) return false
    const parsed = json()
    return parsed.ok && findTasks(parsed.value) !== null
  },
  read,
}
