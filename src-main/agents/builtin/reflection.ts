import { words } from '#shared/words/words.ts'
import { type Ability, type Failed, type Findings, nothingToDo } from './ability.ts'
import { countBy, type Digest, digestEvents, nameOfEnd, type Try } from './run-digest.ts'
import { clip, code, duration, flat, heading, list, paragraphs, plural, table, utc } from './text/phrases.ts'

const maxEvents = 2000
const maxRows = 10
/** Limit for each list in the data, which is stored with the result. */
const maxData = 100

/** Reports recent activity from the event log. */
export const reflection: Ability = {
  skill: 'reflection',
  async run(work) {
    const { projectId, attemptId } = work.task
    const events = work.knowledge.listRecentEvents({ projectId, limit: maxEvents })
    const digest = digestEvents(events, attemptId)
    work.log(words.builtinLogs.eventsRead(digest.events))
    return report(digest)
  },
}

function report(digest: Digest): Findings | Failed {
  if (digest.from === null || digest.to === null) return nothingToDo(words.builtinFailures.noEvents)
  const account = tellAll(digest)
  const [from, to] = [utc(digest.from), utc(digest.to)]
  const span = from === to ? `all at ${from} UTC` : `${from} to ${to} UTC`
  const note = `_From the event log: ${plural(digest.events, 'event')}, ${span}. Events of this attempt are left out._`
  const text = paragraphs([
    heading(2, 'Recent activity'),
    note,
    list(account),
    ...runsPart(digest),
    ...triesPart(digest),
    heading(3, 'Events by type'),
    table(
      ['Event', 'Count'],
      digest.countsByType.map(({ type, count }) => [code(type), String(count)]),
    ),
  ])
  return { text, data: dataOf(digest), passages: [{ source: 'event log', text: list(account) }] }
}

/** The report in sentences, general facts first. */
function tellAll({ runs, tries, repeatedFailures, answers, unassigned }: Digest): string[] {
  const count = (outcome: Try['outcome']) => tries.filter((each) => each.outcome === outcome).length
  const ends = [
    `${count('finished')} finished`,
    `${count('failed')} failed`,
    ...(count('cancelled') > 0 ? [`${count('cancelled')} cancelled`] : []),
    ...(count('interrupted') > 0 ? [`${count('interrupted')} interrupted`] : []),
    ...(count('running') > 0 ? [`${count('running')} running`] : []),
  ]
  return [
    runs.length === 0
      ? 'No run was active.'
      : `${plural(runs.length, 'run')}: ${countBy(runs, nameOfEnd)
          .map(([end, times]) => `${times} ${end}`)
          .join(', ')}.`,
    tries.length === 0 ? 'No task was attempted.' : `${plural(tries.length, 'attempt')}: ${ends.join(', ')}.`,
    ...tellLongest(tries),
    ...repeatedFailures.map(
      ({ taskKey, message, count: times }) =>
        `Task ${code(taskKey)} failed ${times} times with the same error: ${clip(flat(message), 200)}`,
    ),
    ...answers
      .slice(0, 5)
      .map(
        ({ taskKey, answer, at }) =>
          `A person answered “${flat(answer)}” for task ${code(taskKey)} at ${utc(at)}.`,
      ),
    ...unassigned
      .slice(0, 5)
      .map(({ taskKey, message }) => `No agent took task ${code(taskKey)}: ${clip(flat(message), 200)}`),
  ]
}

const tookOf = ({ startedAt, endedAt }: Try): number | null =>
  startedAt === null || endedAt === null ? null : endedAt - startedAt

function tellLongest(tries: readonly Try[]): string[] {
  const longest = tries
    .filter((each) => tookOf(each) !== null)
    .toSorted((a, b) => (tookOf(b) ?? 0) - (tookOf(a) ?? 0))[0]
  if (longest === undefined || tries.length < 2) return []
  return [
    `The longest attempt was task ${code(longest.taskKey)} by ${longest.agentId}: ${duration(tookOf(longest) ?? 0)}.`,
  ]
}

function runsPart({ runs }: Digest): string[] {
  if (runs.length === 0) return []
  const rows = runs
    .slice(0, maxRows)
    .map(({ runId, title, startedAt, endedAt, tasks, ...end }) => [
      title === '' ? code(runId) : clip(title, 60),
      startedAt === null ? 'earlier' : utc(startedAt),
      tasks === null ? '' : String(tasks),
      nameOfEnd(end),
      startedAt === null || endedAt === null ? '' : duration(endedAt - startedAt),
    ])
  return [
    heading(3, `Runs${shownOf(runs.length)}`),
    table(['Run', 'Started (UTC)', 'Tasks', 'Outcome', 'Duration'], rows),
  ]
}

function triesPart({ tries }: Digest): string[] {
  if (tries.length === 0) return []
  const rows = tries.slice(0, maxRows).map((each) => {
    const took = tookOf(each)
    const when = each.endedAt ?? each.startedAt
    return [
      when === null ? 'earlier' : utc(when),
      code(each.taskKey),
      each.agentId,
      each.message === '' ? each.outcome : `${each.outcome}: ${clip(flat(each.message), 120)}`,
      took === null ? '' : duration(took),
    ]
  })
  return [
    heading(3, `Attempts, most recent first${shownOf(tries.length)}`),
    table(['When (UTC)', 'Task', 'Agent', 'Outcome', 'Duration'], rows),
  ]
}

const shownOf = (count: number): string => (count > maxRows ? ` (${maxRows} of ${count})` : '')

const dataOf = (digest: Digest) => ({
  from: digest.from,
  to: digest.to,
  events: digest.events,
  countsByType: digest.countsByType.map((each) => ({ ...each })),
  runs: digest.runs.slice(0, maxData).map((each) => ({ ...each })),
  attempts: digest.tries.slice(0, maxData).map((each) => ({ ...each, tookMs: tookOf(each) })),
  repeatedFailures: digest.repeatedFailures.slice(0, maxData).map((each) => ({ ...each })),
  answers: digest.answers.slice(0, maxData).map((each) => ({ ...each })),
  unassigned: digest.unassigned.slice(0, maxData).map((each) => ({ ...each })),
})
