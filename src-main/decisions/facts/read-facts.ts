import { isPlanningFile, isPlanningRole } from '#shared/model/artifact.ts'
import type { DecisionFacts, RedVerdict } from '#shared/model/decisions/decision-facts.ts'
import { clip } from '#shared/text/clip.ts'
import { contentStems } from '#shared/text/content-words.ts'
import type { ContextTask, DecisionContext, MadeArtifact } from '../context.ts'
import { escalations, isDeclined, isEnough } from '../deciders/answers.ts'
import { isAbout } from '../deciders/proposals.ts'
import { readDeliverables, readScopeDeliverables } from '../deliverables.ts'
import { asksForApproval, listOpenApprovals } from './approvals.ts'
import { isWork, listUnmade } from './missing-deliverables.ts'
import { listUnanswered } from './questions.ts'
import { readVerdict, type Verdict } from './read-verdict.ts'

/**
 * Facts about a goal, derived from texts by code and never by the decider. Answers of a person take precedence: items
 * that the person left out are not open, and after "nothing more" no fact prevents the end.
 */
export function readFacts(context: DecisionContext): DecisionFacts {
  const { tasks, artifacts, finished } = context
  const types = context.agentTypes.map(({ type }) => type)
  const scope = planningFile(context, 'scope.md')
  const plan = planningFile(context, 'plan.md')
  const isEnded =
    finished.isEscalation &&
    finished.status === 'done' &&
    isEnough(finished.outcome) &&
    !asksForApproval(finished, scope?.text ?? null, context)
  const answers = escalations(context)
  const planned = plan === null ? [] : readDeliverables(plan.text, types)
  const unmade = listUnmade(planned, { tasks, artifacts })
  const open = unmade.filter(({ text }) => !isLeftOut(text, answers))
  const parts = listUncovered(context)
  const done = tasks.filter(({ status, isEscalation }) => status === 'done' && !isEscalation)
  const isSettled = planned.length > 0 && open.length === 0
  return {
    openDeliverables: isEnded ? [] : open.map(({ text }) => text),
    isPlanMissing:
      !isEnded && plan === null && scope !== null && readScopeDeliverables(scope.text, types).length > 0,
    isOnlyPlanned: !isEnded && done.length > 0 && !done.some(isWork) && !isSettled,
    redVerdicts: isEnded ? [] : listRedVerdicts(context),
    openQuestions: isEnded ? [] : listUnanswered(listAsking(context), answers),
    openApprovals: isEnded ? [] : listOpenApprovals(scope?.text ?? null, context),
    openParts: isEnded ? [] : parts.filter((part) => !isAnswered(part, answers)),
    leftOut: [
      ...parts.filter((part) => isEnded || isLeftOut(part, answers)),
      ...unmade.filter(({ text }) => isLeftOut(text, answers)).map(({ text }) => text),
    ],
  }
}

const isLeftOut = (text: string, answers: readonly ContextTask[]): boolean => {
  const answer = answers.findLast(({ description }) => isAbout(description, text))
  return answer !== undefined && isDeclined(answer.outcome)
}

const isAnswered = (text: string, answers: readonly ContextTask[]): boolean =>
  answers.some(({ description }) => isAbout(description, text))

/** Minimum share of a part's words that the tasks and files together must contain to cover it. */
const enough = 0.6

/** Parts of the goal that are covered neither by the tasks that made something nor by the files they made. */
function listUncovered({ demands, tasks, artifacts }: DecisionContext): string[] {
  const works = tasks.filter(
    (task) => isWork(task) && task.status !== 'failed' && task.status !== 'cancelled',
  )
  const told = works.map(({ description }) => description.split(/\n\n(?=Reference files: |Context: )/, 1)[0])
  const made = artifacts
    .filter(({ name }) => !isPlanningFile(name))
    .map(({ name, text }) => `${name}\n${text}`)
  const covered = contentStems([...told, ...made].join('\n'))
  return (demands?.parts ?? []).filter((part) => {
    const stems = [...contentStems(part)]
    return stems.filter((stem) => covered.has(stem)).length < stems.length * enough
  })
}

/** The newest scope or plan of a planning agent; otherwise a similarly named file of any agent. */
function planningFile({ artifacts, tasks }: DecisionContext, name: string): MadeArtifact | null {
  const isPlanner = ({ taskKey }: MadeArtifact) =>
    isPlanningRole(tasks.find(({ key }) => key === taskKey)?.agentType)
  const word = name.replace(/\.md$/, '')
  const similar = new RegExp(`(?:^|/)(?:project[-_ ]?)?${word}\\.(?:md|markdown|txt)$`, 'i')
  const files = artifacts.filter(({ text }) => text.trim() !== '')
  return (
    files.findLast((file) => file.name === name && isPlanner(file)) ??
    files.findLast((file) => similar.test(file.name)) ??
    null
  )
}

/**
 * Files whose questions are for the owner: the scope, the plan, and files named as questions. Other files do not
 * count.
 */
function listAsking(context: DecisionContext): MadeArtifact[] {
  const planning = ['scope.md', 'plan.md'].flatMap((name) => planningFile(context, name) ?? [])
  const notes = context.artifacts.filter(({ name }) =>
    /^(?:open[-_ ])?questions?\b.*\.(?:md|txt)$/i.test(name),
  )
  return [...planning, ...notes]
}

const kinds = [
  ['security', /secur|penetration|vulnerab/i],
  ['accessibility', /accessib|a11y/i],
  ['performance', /perf(?:ormance)?\b|load[ _-]test|benchmark/i],
  ['review', /review|audit|inspect|sign-?off|approval/i],
  ['test', /test|\bqa\b|quality|verif|valid|accept|check|verdict/i],
] as const
type Kind = (typeof kinds)[number][0]

const kindOf = (text: string): Kind | null => kinds.find(([, telling]) => telling.test(text))?.[0] ?? null

/** True if a file can be a report. Test code and test data are not reports. */
const isReport = (name: string): boolean => /\.(?:md|markdown|txt|log|xml|tap|html?)$|^[^.]+$/i.test(name)

interface Found {
  readonly kind: Kind
  readonly source: string
  readonly verdict: Verdict
}

/** The newest verdict of each kind of check, if it is not green. */
function listRedVerdicts({
  tasks,
  artifacts,
}: {
  readonly tasks: readonly ContextTask[]
  readonly artifacts: readonly MadeArtifact[]
}): RedVerdict[] {
  const found = tasks
    .filter(({ status, isEscalation }) => status === 'done' && !isEscalation)
    .flatMap((task) => verdictOf(task, artifacts) ?? [])
  return kinds.flatMap(([kind]) => {
    const own = found.filter((each) => each.kind === kind || (kind === 'review' && each.kind === 'test'))
    const last = own.at(-1)
    if (last === undefined || last.kind !== kind || last.verdict.isGreen) return []
    const rounds = own.length - own.findLastIndex(({ verdict }) => verdict.isGreen) - 1
    return [{ source: last.source, quote: clip(last.verdict.quote, 200), rounds }]
  })
}

/**
 * Verdict of a task from its reports, and from its own text if its agent is a checker. A red verdict takes precedence.
 */
function verdictOf(task: ContextTask, artifacts: readonly MadeArtifact[]): Found | null {
  const role = kindOf(task.agentType ?? '')
  const reports = artifacts
    .filter(({ taskKey, name }) => taskKey === task.key && isReport(name))
    .map(({ name, text }) => ({ source: name, kind: kindOf(stemOf(name)) ?? role, text }))
  const own = { source: task.key, kind: role, text: task.outcome }
  const verdicts = [...reports, own].flatMap(({ source, kind, text }) => {
    const verdict = kind === null ? null : readVerdict(text)
    return kind === null || verdict === null ? [] : [{ kind: role ?? kind, source, verdict }]
  })
  return verdicts.find(({ verdict }) => !verdict.isGreen) ?? verdicts[0] ?? null
}

const stemOf = (name: string): string => name.replace(/\.[^.]*$/, '').replaceAll(/[_.-]+/g, ' ')
