import type { RedVerdict } from '#shared/model/decisions/decision-facts.ts'
import { clip } from '#shared/text/clip.ts'
import type { ContextTask, MadeArtifact } from '../context.ts'
import { readVerdict, type Verdict } from './read-verdict.ts'

const kinds = [
  ['security', /secur|penetration|vulnerab/i],
  ['accessibility', /accessib|a11y/i],
  ['performance', /perf(?:ormance)?\b|load[ _-]test|benchmark/i],
  ['review', /review|audit|inspect|sign-?off|approval/i],
  ['test', /test|\bqa\b|quality|verif|valid|accept|check|verdict/i],
] as const
type Kind = (typeof kinds)[number][0]

const kindOf = (text: string): Kind | null => kinds.find(([, telling]) => telling.test(text))?.[0] ?? null

/** Code and data of tests are no reports. */
const isReport = (name: string): boolean => /\.(?:md|markdown|txt|log|xml|tap|html?)$|^[^.]+$/i.test(name)

interface Found {
  readonly kind: Kind
  readonly source: string
  readonly verdict: Verdict
}

/** The last verdict of each kind of check, where it is not green. */
export function listRedVerdicts({
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

/** Verdict of one task, by its reports, and by its own text where its agent checks. Red wins. */
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
