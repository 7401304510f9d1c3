import { isPlanningRole } from '#shared/model/artifact.ts'
import { contentStems } from '#shared/text/content-words.ts'
import type { ContextTask, MadeArtifact } from '../context.ts'
import type { Deliverable } from '../deliverables.ts'

/** Minimum share of a deliverable's words in a task for the task to count as having made the deliverable. */
const enough = 0.6
/** Minimum share if the plan assigns the deliverable to the task's agent type. */
const enoughOfOwn = 0.5

/**
 * Deliverables that no task made, in the order of the plan. Items marked as done or dropped in the plan are excluded.
 */
export function listUnmade(
  deliverables: readonly Deliverable[],
  {
    tasks,
    artifacts,
  }: { readonly tasks: readonly ContextTask[]; readonly artifacts: readonly MadeArtifact[] },
): Deliverable[] {
  const works = tasks.filter(isWork).map((task) => workOf(task, artifacts))
  const subjects = deliverables.map(subjectOf)
  const made = new Set<Subject>()
  const unnamed = works.filter((work) => {
    const own = madeBy(work, subjects)
    for (const subject of own) made.add(subject)
    return own.length === 0 && !repairs.test(work.text)
  })
  // Match tasks worded differently from the plan: each counts as one deliverable assigned to the task's agent type.
  for (const { agentType } of unnamed) {
    const next = subjects.find(
      (each) => !made.has(each) && each.of.state === undefined && each.of.agentType === agentType,
    )
    if (next !== undefined && agentType !== null) made.add(next)
  }
  return subjects
    .filter((subject) => subject.of.state === undefined && !made.has(subject))
    .map(({ of }) => of)
}

const repairs =
  /^\W*(?:please\s+)?(?:fix|repair|debug|correct|address|resolve|re-?(?:test|run|check)|rework|polish|update|improve)\b/i

/** True if a task is done and made something: neither a question nor planning. */
export const isWork = ({ status, isEscalation, agentType }: ContextTask): boolean =>
  status === 'done' && !isEscalation && !isPlanningRole(agentType)

interface Work {
  readonly agentType: string | null
  /** The request without the context passed to it, because a goal may contain the words of a deliverable. */
  readonly text: string
  readonly stems: ReadonlySet<string>
  readonly files: ReadonlySet<string>
}

function workOf(
  { key, title, description, agentType }: ContextTask,
  artifacts: readonly MadeArtifact[],
): Work {
  const request = description.split(/\n\n(?=Reference files: |Context: )/, 1)[0] ?? ''
  const files = artifacts.filter(({ taskKey }) => taskKey === key).map(({ name }) => name.toLowerCase())
  const stems = contentStems(`${title}\n${request}\n${files.join('\n')}`)
  return { agentType, text: request.trim(), stems, files: new Set(files) }
}

interface Subject {
  readonly of: Deliverable
  readonly place: number
  /** Stems of the deliverable's name, which is the text up to the first colon, dash or bracket. */
  readonly stems: readonly string[]
  readonly files: readonly string[]
}

const fileName = /(?<![\w./-])[\w-]+(?:[./][\w-]+)*\.(?:[a-z]{1,5}\d?)(?![\w/])/gi

function subjectOf(of: Deliverable, index: number): Subject {
  const text = of.id === undefined ? of.text : of.text.replace(of.id, '')
  const name = text.split(/\s[—–-]\s|:\s|\s[([]|\s(?:→|->|=>)\s/, 1)[0] ?? text
  const stems = [...contentStems(/\p{L}/u.test(name) ? name : text)]
  const files = [...of.text.matchAll(fileName)].map(([file]) => file.toLowerCase())
  return { of, place: index + 1, stems, files }
}

/**
 * Deliverables that a task made: named in full, by id, number or file; otherwise those that share the most words with
 * it.
 */
function madeBy(work: Work, subjects: readonly Subject[]): Subject[] {
  const named = subjects.filter((subject) => isNamed(work, subject))
  const scored = subjects
    .map((subject) => ({ subject, share: shareOf(work, subject) }))
    .filter(({ subject, share }) => share >= (isOwn(subject.of, work) ? enoughOfOwn : enough))
  const best = Math.max(0, ...scored.map(({ share }) => share))
  const likely = scored.filter(({ share }) => share === best).map(({ subject }) => subject)
  const own = likely.filter(({ of }) => isOwn(of, work))
  const fitting = own.length > 0 ? own : likely.filter(({ of }) => !isOfAnother(of, work))
  return [...named, ...(named.length > 0 ? [] : fitting)]
}

const isOwn = ({ agentType }: Deliverable, work: Work): boolean =>
  agentType !== null && agentType === work.agentType

/** Making and verifying or documenting share words: the writer of the API's guide did not make the API. */
const isOfAnother = ({ agentType, missingType }: Deliverable, { agentType: type }: Work): boolean =>
  type !== null &&
  missingType === null &&
  agentType !== null &&
  agentType !== type &&
  verifies(agentType) !== verifies(type)

const verifies = (type: string): boolean => /test|qa|review|writer|document/i.test(type)

function isNamed({ text, stems, files }: Work, { of, place, files: named }: Subject): boolean {
  if (text === of.text) return true
  if (of.id !== undefined && hasToken(text, of.id)) return true
  if (
    new RegExp(`\\b(?:deliverable|item|step|milestone)s?\\s+(?:no\\.?\\s*|#)?${place}\\b`, 'i').test(text)
  ) {
    return true
  }
  if (named.some((file) => files.has(file) || files.has(file.split('/').at(-1) ?? file))) return true
  return of.text.length > 3 && stems.size > 0 && lower(text).includes(lower(of.text))
}

const lower = (text: string): string => text.toLowerCase().replaceAll(/\s+/g, ' ')

const hasToken = (text: string, token: string): boolean =>
  text.split(/[^\p{L}\p{N}.-]+/u).some((word) => word.replace(/[.-]+$/, '') === token)

function shareOf({ stems }: Work, { stems: wanted }: Subject): number {
  if (wanted.length === 0) return 0
  return wanted.filter((stem) => stems.has(stem)).length / wanted.length
}
