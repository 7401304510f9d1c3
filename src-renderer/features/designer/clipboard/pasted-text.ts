import type { PlanDraft } from '#shared/model/plan-finding.ts'
import { requestOf } from '#shared/plan-file/write-plan.ts'
import type { DraftTask } from '../../../entities/plans/edits/edit.ts'
import { newKey } from '../../../entities/plans/edits/keys.ts'
import { blankTask } from '../../../entities/plans/edits/tasks.ts'
import type { Client } from '../../../rpc/client.ts'

interface Line {
  readonly title: string
  /** Columns before the text. Headings have a negative indent by level, so they enclose all lines. */
  readonly indent: number
  readonly isDone: boolean
}

const tabWidth = 4
const linePattern =
  /^\s*(?:[-*+•–]\s+)?(?:\[(?<tick>[ xX]?)\]\s+)?(?:\d+[.)]\s+)?(?:\[(?<later>[ xX]?)\]\s+)?(?<title>.*)$/s
const headingPattern = /^(?<marks>#{1,6})\s+(?<title>.*)$/s

function readLine(text: string): Line {
  const heading = headingPattern.exec(text)?.groups
  if (heading !== undefined) {
    const { marks = '', title = '' } = heading
    return { title: title.trim().slice(0, 500), indent: marks.length - 7, isDone: false }
  }
  const { tick, later, title = '' } = linePattern.exec(text)?.groups ?? {}
  const blank = /^\s*/.exec(text)?.[0] ?? ''
  const indent = [...blank].reduce(
    (columns, sign) => columns + (sign === '\t' ? tabWidth - (columns % tabWidth) : 1),
    0,
  )
  return { title: title.trim().slice(0, 500), indent, isDone: (tick ?? later)?.toLowerCase() === 'x' }
}

const readLines = (text: string): Line[] =>
  text
    .split(/\r?\n/)
    .map(readLine)
    .filter(({ title }) => title !== '')

/** Parses a list as people write it: each line is a task, without its bullet, number or checkbox. */
export const linesOf = (text: string): string[] => readLines(text).map(({ title }) => title)

/**
 * The tasks of a list. Indented lines and lines below a heading become parts. A ticked checkbox marks a task as done.
 */
export function tasksOfList(text: string): DraftTask[] {
  const open: { readonly key: string; readonly indent: number }[] = []
  const taken = new Set<string>()
  const listed = readLines(text).map(({ title, indent, isDone }) => {
    while ((open.at(-1)?.indent ?? Number.NEGATIVE_INFINITY) >= indent) open.pop()
    const key = newKey(taken)
    taken.add(key)
    const task = blankTask(key, title, open.at(-1)?.key ?? null)
    open.push({ key, indent })
    return { task, isDone }
  })
  const groups = new Set(listed.map(({ task }) => task.parent))
  return listed.map(({ task, isDone }) => {
    if (groups.has(task.key)) return { ...task, kind: 'group' }
    return isDone ? { ...task, isDone } : task
  })
}

/** Tasks as plan file text, readable by people and by every import. */
export function textOfTasks(document: PlanDraft, tasks: readonly DraftTask[]): string {
  const { plan_id, title, tasks: written } = requestOf({ ...document, tasks: [...tasks] })
  return `${JSON.stringify({ plan_id, title, tasks: written }, null, 2)}\n`
}

/** True for plain lines; false for a plan file or a file of another tool. */
export const isList = (text: string): boolean =>
  !/^\s*(?:[[{<](?![ xX]?\])|---|%YAML|(?:graph|flowchart|digraph|strict)\b)/.test(text) &&
  !/^(?:plan_id|tasks?)\s*:/m.test(text)

/** Tasks of any text that the server can import: a plan file, or a file of another tool. */
export async function readPasted(client: Client, text: string): Promise<readonly DraftTask[]> {
  const { plans } = await client.plans.import({
    text,
    fileName: 'pasted.json',
    dryRun: true,
    withDocuments: true,
  })
  return plans.flatMap(({ document }) => document?.tasks ?? [])
}
