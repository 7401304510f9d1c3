import { artifactsOf, storedArtifactsOf } from '#shared/model/artifact.ts'
import { orElse } from '#shared/or-else.ts'
import type { AttemptContext } from '../../engine/ports.ts'
import { clip, flat } from './text/phrases.ts'

/** One thing that was looked at, and what it came to. */
export interface Finding {
  readonly what: string
  readonly isMet: boolean
  readonly evidence: string
}

/** A text that is looked at: what an agent said, or a file that it made. */
export interface Part {
  /** Of a file its own; of what was said the task's. */
  readonly name: string
  readonly isFile: boolean
  readonly text: string
  /** What its maker says is not in it. */
  readonly missing: string
}

type Dependency = AttemptContext['dependencies'][number]

/** The results that are looked at: as a check the one that is reported, which comes last; as a task all that it is given. */
export function listReviewed({ dependencies }: Pick<AttemptContext, 'dependencies'>): readonly Dependency[] {
  const last = dependencies.at(-1)
  return last?.status === 'in_progress' ? [last] : dependencies.filter(({ status }) => status === 'done')
}

export const partsOf = ({ title, result }: Dependency): Part[] =>
  result === null
    ? []
    : [
        { name: title, isFile: false, text: result.text, missing: '' },
        ...artifactsOf(result).map(({ name, text, missing = '' }) => ({ name, isFile: true, text, missing })),
      ]

/** What holds of any result that is done, whatever was asked for. */
export function checkResult(dependency: Dependency): Finding[] {
  const { title, result } = dependency
  const parts = partsOf(dependency)
  const about = `“${clip(flat(title), 200)}”`
  if (result === null || parts.every(({ text }) => text.trim() === ''))
    return [{ what: `${about} has a result`, isMet: false, evidence: 'it is empty' }]
  const unread = storedArtifactsOf(result).map(({ name }) => flat(name))
  return [
    { what: `${about} has a result`, isMet: true, evidence: `${parts[0]?.text.length ?? 0} characters` },
    ...parts.filter(({ isFile }) => isFile).map(checkFile),
    ...(unread.length === 0
      ? []
      : [{ what: `${about} can be read`, isMet: false, evidence: `no text: ${unread.join(', ')}` }]),
    checkPlaceholders(about, parts),
    ...parts.flatMap(checkLinks),
  ]
}

function checkFile({ name, text, missing }: Part): Finding {
  const what = `the file ${flat(name)} is whole`
  if (text.trim() === '') return { what, isMet: false, evidence: 'it is empty' }
  if (missing !== '')
    return { what, isMet: false, evidence: `its maker says what is missing: ${flat(missing)}` }
  const fault = /\.json$/i.test(name) ? findJsonFault(text) : null
  return { what, isMet: fault === null, evidence: fault ?? `${text.length} characters` }
}

export const findJsonFault = (text: string): string | null =>
  orElse(() => JSON.stringify(JSON.parse(text)), null) === null ? 'it is no JSON' : null

const placeholder =
  /\b(?:TODO|FIXME|TBD|XXX)\b|\blorem ipsum\b|\b[Ss]till missing:|\[[^\]\n]{0,80}(?:placeholder|to be (?:done|written|filled)|your .{1,40} here)[^\]\n]{0,80}\]|\bnothing was handed over\b/i

const maxQuoted = 5

function checkPlaceholders(about: string, parts: readonly Part[]): Finding {
  const what = `${about} holds no placeholder`
  const found = parts.flatMap(({ name, text }) =>
    writtenLines(name, text).flatMap((line, at) =>
      placeholder.test(line) ? [`${flat(name)}:${at + 1} ${JSON.stringify(clip(line.trim(), 160))}`] : [],
    ),
  )
  if (found.length === 0) return { what, isMet: true, evidence: 'none was found' }
  const more = found.length > maxQuoted ? `, and ${found.length - maxQuoted} more` : ''
  return { what, isMet: false, evidence: `${found.slice(0, maxQuoted).join(', ')}${more}` }
}

/** Of a diff what is new in it: a placeholder that is taken out is none. */
const writtenLines = (name: string, text: string): string[] =>
  /\.(?:diff|patch)$/i.test(name)
    ? text.split('\n').map((line) => (line.startsWith('+') && !line.startsWith('+++ ') ? line : ''))
    : text.split('\n')

/** Whether anything is there where they lead is not known: nothing is fetched. */
function checkLinks({ name, isFile, text }: Part): Finding[] {
  if (isFile && !/\.(?:md|markdown)$/i.test(name)) return []
  const targets = [...text.matchAll(/\]\(([^()\s]{0,2000})\)/g)].map((match) => match[1] ?? '')
  const broken = targets.filter((target) => !URL.canParse(target, 'file:///'))
  const empty = targets.filter((target) => target === '' || target === '#')
  if (targets.length === 0) return []
  const faults = [...broken.map(flat), ...empty.map(() => 'a link to nowhere')]
  const evidence =
    faults.length === 0 ? `${targets.length} can be read` : faults.slice(0, maxQuoted).join(', ')
  return [{ what: `the links in ${flat(name)} are links`, isMet: faults.length === 0, evidence }]
}
