import type { RunId } from '#shared/ids.ts'
import type { Money } from '#shared/model/money.ts'
import type { Failure } from '#shared/model/runs/attempt.ts'
import { err, ok } from '#shared/result.ts'
import { words } from '#shared/words/words.ts'
import type { Clock } from '../../base/clock.ts'
import type { AgentAdapter, AttemptContext, AttemptSignal } from '../../engine/ports.ts'
import { createMailer, type Mailer } from '../../mail/mailer.ts'
import type { Knowledge } from '../knowledge.ts'
import { describeLeftOut, readProjectFiles } from '../project-files.ts'
import type { Ability, Findings, Folder, Json, Passage } from './ability.ts'
import { communication } from './communication.ts'
import { contextAnalysis } from './context-analysis.ts'
import { type Drafter, type DraftPurpose, noDrafter, payable } from './drafter.ts'
import { memorySearch } from './memory-search.ts'
import { purchase } from './purchase.ts'
import { reflection } from './reflection.ts'
import { research } from './research.ts'
import { review } from './review.ts'
import { escalation } from './roles/escalation.ts'
import { projectManager, workshopper } from './roles/planning-roles.ts'
import { specialists } from './roles/specialists.ts'
import { sendEmail } from './send-email.ts'
import { summarization } from './summarization.ts'
import { comparison } from './text/comparison.ts'
import { paragraphs } from './text/phrases.ts'

export interface BuiltinOptions {
  readonly knowledge: Knowledge
  readonly clock: Clock
  /** The data folder. It is never read, even inside a project folder. */
  readonly ownFolder?: string
  /** Absent: planning roles use templates. */
  readonly drafter?: Drafter
  /** Absent: mail cannot be sent. */
  readonly mailer?: Mailer
  /** Reason why the run cannot pay for a draft; null if it can. */
  readonly findUnpaid?: (runId: RunId, purpose: DraftPurpose) => Promise<string | null>
}

const noMailer = createMailer(
  () => null,
  async () => null,
)

/** In order of execution: gathering, condensing, then output for people. */
const abilities: readonly Ability[] = [
  memorySearch,
  research,
  contextAnalysis,
  reflection,
  summarization,
  comparison,
  purchase,
  communication,
  sendEmail,
  review,
  workshopper,
  projectManager,
  ...specialists,
  escalation,
]

/** Agents that need no network and no model. They find, count and quote. */
export function createBuiltinAdapter(options: BuiltinOptions): AgentAdapter {
  return {
    kind: 'builtin',
    async *start(task, signal) {
      const unknown = task.requiredSkills.filter((skill) => abilities.every((each) => each.skill !== skill))
      if (unknown.length > 0) {
        yield { type: 'failure', failure: { reason: 'agent_error', message: describeUnknown(unknown) } }
        return
      }
      yield* work(options, task, signal)
    },
  }
}

const describeUnknown = (skills: readonly string[]): string =>
  words.builtinFailures.unknownSkills(skills.join(', '), abilities.map(({ skill }) => skill).join(', '))

async function* work(
  {
    knowledge,
    clock,
    ownFolder,
    drafter: given = noDrafter,
    mailer = noMailer,
    findUnpaid = async () => null,
  }: BuiltinOptions,
  task: AttemptContext,
  signal: AbortSignal,
): AsyncGenerator<AttemptSignal> {
  const chosen = abilities.filter(({ skill }) => task.requiredSkills.includes(skill))
  const steps = chosen.length === 0 ? [summarization] : chosen
  const last = steps.at(-1)?.skill
  const lines: string[] = []
  const log = (text: string) => lines.push(text)
  let folder: Promise<Folder> | null = null
  const readFolder = () => {
    folder ??= openFolder(task.projectFolder, { signal, log, ownFolder })
    return folder
  }
  const breathe = async () => {
    await new Promise<void>((resolve) => clock.defer(resolve))
    signal.throwIfAborted()
  }

  let spent: Money | null = null
  const spend = (cost: Money) => {
    spent = { ...cost, amountMinor: (spent?.amountMinor ?? 0) + cost.amountMinor }
  }
  const drafter = payable(given, (purpose) => findUnpaid(task.runId, purpose))
  const own = { task, knowledge, readFolder, log, breathe, drafter, mailer, spend, signal }
  const done: { readonly skill: string; readonly findings: Findings }[] = []
  for (const { skill, run } of steps) {
    signal.throwIfAborted()
    const gathered: Passage[] = done.flatMap(({ findings }) => findings.passages)
    const ran = await run({ ...own, now: clock.now(), gathered }).then(ok, (error: unknown) => err(error))
    // First of all: the cost is real even if the work failed or was cancelled.
    if (spent !== null) yield { type: 'usage', spent }
    if (!ran.ok) throw ran.error
    signal.throwIfAborted()
    const findings = ran.value
    if ('question' in findings) {
      const { question: text, ...rest } = findings
      yield { type: 'question', question: { text, ...rest } }
      return
    }
    // Only the last step decides whether there was any input; earlier steps gather for it.
    const isIdle = 'failure' in findings && findings.failure.reason === 'nothing_to_do' && skill !== last
    if ('failure' in findings && !isIdle) {
      yield { type: 'failure', failure: findings.failure }
      return
    }
    done.push({ skill, findings: 'failure' in findings ? idleFindings(findings.failure) : findings })
    for (const text of lines.splice(0)) yield { type: 'log', level: 'info', text }
    yield { type: 'progress', percent: Math.round((done.length / steps.length) * 100) }
  }
  yield { type: 'result', result: compose(done) }
}

const idleFindings = ({ message }: Failure): Findings => ({ text: message, data: null, passages: [] })

/** The summary comes first, then its sources. */
function compose(done: readonly { readonly skill: string; readonly findings: Findings }[]) {
  const summaryFirst = done.toSorted(
    (a, b) => Number(b.skill === summarization.skill) - Number(a.skill === summarization.skill),
  )
  const data: Record<string, Json> = {}
  for (const { skill, findings } of done) data[skill] = findings.data
  return { text: paragraphs(summaryFirst.map(({ findings }) => findings.text)), data }
}

interface Opening {
  readonly signal: AbortSignal
  readonly log: (text: string) => void
  readonly ownFolder: string | undefined
}

async function openFolder(path: string | null, { signal, log, ownFolder }: Opening): Promise<Folder> {
  if (path === null) {
    log(words.builtinLogs.noFolder)
    return { state: 'unset' }
  }
  const read = await readProjectFiles(path, { signal, ownFolder })
  if (!read.ok) {
    log(read.error.message)
    return { state: 'unreadable', message: read.error.message }
  }
  log(words.builtinLogs.filesRead(read.value.files.length))
  for (const left of describeLeftOut(read.value.leftOut)) log(words.builtinLogs.leftOut(left))
  return { state: 'read', ...read.value }
}
