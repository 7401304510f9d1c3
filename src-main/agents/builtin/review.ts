import { artifactsOf, storedArtifactsOf } from '#shared/model/artifact.ts'
import { orElse } from '#shared/or-else.ts'
import { words } from '#shared/words/words.ts'
import type { AttemptContext } from '../../engine/ports.ts'
import { readBrief } from '../review-brief.ts'
import { type Ability, type Findings, nothingToDo, type Work } from './ability.ts'
import { heard, type Judgement } from './drafter.ts'
import { clip, flat, list, paragraphs, plural } from './text/phrases.ts'

const points = words.reviewPoints

/**
 * Reviews results. Rules run first, and a model cannot override them. The model for working judges the rest, with a
 * quote for each point. Without a model, the result does not pass.
 */
export const review: Ability = {
  skill: 'review',
  async run(work) {
    const reviewed = listReviewed(work.task)
    if (reviewed.length === 0) return nothingToDo(words.builtinFailures.noReviewed)
    const { task, question } = readBrief(work.task.description.trim() || work.task.title)
    const parts = reviewed.flatMap(partsOf)
    const { findings, open } = checkDemands(question ?? task, parts)
    const ruled = [...findings]
    for (const each of reviewed) {
      await work.breathe()
      ruled.push(...checkResult(each))
    }
    if (open.length === 0) return report(ruled)
    // After a failed rule, the model is not called.
    const judged = ruled.every(({ isMet }) => isMet)
      ? await judge(work, { task, question, parts })
      : leftOpen(open, points.ruleFailed)
    return report([...ruled, ...(judged ?? leftOpen(open, points.noModel))])
  },
}

const leftOpen = (open: readonly string[], evidence: string): Finding[] =>
  open.filter((what) => !isBareRequest(what)).map((what) => ({ what, isMet: false, evidence }))

/**
 * Characters of a result that a model judges. A larger result is not judged, because a part could pass for the result.
 */
const maxJudged = 60_000

interface Judged {
  readonly task: string
  readonly question: string | null
  readonly parts: readonly Part[]
}

/** The findings of the model, with verified quotes; null without a model. */
async function judge(work: Work, { task, question, parts }: Judged): Promise<Finding[] | null> {
  const what = points.fulfilsRequest
  const length = parts.reduce((sum, { text }) => sum + text.length, task.length + (question?.length ?? 0))
  if (length > maxJudged) return [{ what, isMet: false, evidence: points.tooLong(length, maxJudged) }]
  const asked = { task, question, parts: parts.map(({ name, text }) => ({ name, text })) }
  const { draft, model, failure } = heard(work, await work.drafter.judge(asked, work.signal))
  if (draft !== null) return findingsOf(draft, model ?? points.theModel, parts)
  return failure === null ? null : [{ what, isMet: false, evidence: points.noJudgement(failure) }]
}

function findingsOf(
  { verdict, points: judged }: Judgement,
  model: string,
  parts: readonly Part[],
): Finding[] {
  const written = parts.map(({ text }) => flat(text))
  const findings = judged.map(({ what, isMet, quote, why }) => {
    const said = flat(quote)
    const isSeen = said !== '' && written.some((text) => text.includes(said))
    const because = isMet && !isSeen ? points.quoteMissing(model, why) : why
    const shown = isSeen ? `${because} ${JSON.stringify(clip(said, 300))}` : because
    return { what, isMet: isMet && isSeen, evidence: shown }
  })
  const isPassed = verdict === 'pass' && judged.length > 0
  return [
    ...findings,
    { what: points.modelAccepts(model), isMet: isPassed, evidence: points.verdict(verdict) },
  ]
}

/** The verdict comes first, for readers who stop there. */
function report(findings: readonly Finding[]): Findings {
  const missed = findings.filter(({ isMet }) => !isMet)
  const verdict = missed.length === 0 ? 'pass' : 'fail'
  const count = plural(findings.length, 'point')
  const head = verdict === 'pass' ? `PASS: ${count}, all met.` : `FAIL: ${missed.length} of ${count} not met.`
  const lines = [...missed, ...findings.filter(({ isMet }) => isMet)].map(
    ({ what, isMet, evidence }) => `${isMet ? 'Met' : 'Not met'}: ${flat(what)}: ${flat(evidence)}`,
  )
  return {
    text: paragraphs([head, list(lines)]),
    data: { verdict, findings: findings.map((each) => ({ ...each })) },
    passages: [],
  }
}

/** The rule for one sentence; null when no rule applies. */
type Rule = (match: RegExpExecArray, parts: readonly Part[]) => Omit<Finding, 'what'>

const file = '(?:the )?(?:file )?[`"“]?(?<file>[\\w./-]+\\.\\w{1,8})[`"”]?'
const end = '[.?!]*$'
const there = '(?:is there|exists|is present|is handed over)'
const holds = '(?:contains?|holds?|has|have|includes?|names?|mentions?)'
const texts =
  '(?:(?:a|the) )?(?:(?:section|heading|text|words?) )?(?<texts>[`"“][^`"“”]+[`"”](?:(?:,| and|, and) [`"“][^`"“”]+[`"”])*)'

/** A rule applies only if it matches the entire sentence. */
const rules: readonly (readonly [sentence: RegExp, rule: Rule])[] = [
  [new RegExp(`^(?:is |there is )?${file} ${there}${end}`, 'iu'), isThere],
  [new RegExp(`^(?:is there|there is) ${file}${end}`, 'iu'), isThere],
  [new RegExp(`^(?:is )?${file} (?:is )?(?:valid|well-formed) json${end}`, 'iu'), isJson],
  [new RegExp(`^(?:does )?${file} ${holds} ${texts}${end}`, 'iu'), holdsTexts],
  [new RegExp(`^(?:does )?(?:the )?(?:result|it) ${holds} ${texts}${end}`, 'iu'), holdsTexts],
]

const bareRequest =
  /^(?:please )?(?:review|check|look at|look over|go over|read) (?:it|this|them|everything|the (?:results?|work)|what (?:the )?(?:tasks?|steps?|agents?|others) before (?:this |it )?(?:made|found|wrote|did))[.!]*$/i

/** A request for a review without any criterion. Only a model can judge it. */
const isBareRequest = (what: string): boolean => bareRequest.test(what)

const leadIn = /^\s*(?:[-*]\s+)?(?:(?:done when|check that|make sure that):?\s+)?/i

/** The findings of the rules for each sentence of the request; other sentences stay open. */
function checkDemands(
  asked: string,
  parts: readonly Part[],
): { readonly findings: readonly Finding[]; readonly open: readonly string[] } {
  const findings: Finding[] = []
  const open: string[] = []
  for (const sentence of asked.split(/\n|(?<=[.?!])\s+/)) {
    const what = flat(sentence.replace(leadIn, ''))
    const found = rules.flatMap(([pattern, rule]) => {
      const match = pattern.exec(what)
      return match === null ? [] : [rule(match, parts)]
    })[0]
    if (found !== undefined) findings.push({ what, ...found })
    else if (/[\p{L}\p{N}]/u.test(what)) open.push(what)
  }
  return { findings, open }
}

const findFile = (match: RegExpExecArray, parts: readonly Part[]): Part | undefined =>
  parts.find(({ isFile, name }) => isFile && name === match.groups?.file)

const notThere = { isMet: false, evidence: points.fileMissing }

function isThere(match: RegExpExecArray, parts: readonly Part[]): Omit<Finding, 'what'> {
  const found = findFile(match, parts)
  if (found === undefined) return notThere
  const isMet = found.text.trim() !== ''
  return { isMet, evidence: isMet ? points.characters(found.text.length) : points.empty }
}

function isJson(match: RegExpExecArray, parts: readonly Part[]): Omit<Finding, 'what'> {
  const found = findFile(match, parts)
  if (found === undefined) return notThere
  const fault = findJsonFault(found.text)
  return { isMet: fault === null, evidence: fault ?? points.validJson }
}

function holdsTexts(match: RegExpExecArray, parts: readonly Part[]): Omit<Finding, 'what'> {
  const found = match.groups?.file === undefined ? null : findFile(match, parts)
  if (found === undefined) return notThere
  const searched = found === null ? parts : [found]
  const wanted = [...(match.groups?.texts ?? '').matchAll(/[`"“]([^`"“”]+)[`"”]/g)].map(
    (each) => each[1] ?? '',
  )
  const lacking = wanted.filter((each) => !searched.some(({ text }) => text.includes(each)))
  const evidence =
    lacking.length === 0
      ? points.found
      : points.notFound(lacking.map((each) => JSON.stringify(each)).join(', '))
  return { isMet: lacking.length === 0, evidence }
}

/** A checked point with its outcome. */
interface Finding {
  readonly what: string
  readonly isMet: boolean
  readonly evidence: string
}

/** A reviewed text: an agent's message, or one of its files. */
interface Part {
  /** Name of the file; for a message, name of the task. */
  readonly name: string
  readonly isFile: boolean
  readonly text: string
  /** The missing parts according to the author. */
  readonly missing: string
}

type Dependency = AttemptContext['dependencies'][number]

/** The reviewed results: for a check, the reported result, which comes last; for a task, all of its inputs. */
function listReviewed({ dependencies }: Pick<AttemptContext, 'dependencies'>): readonly Dependency[] {
  const last = dependencies.at(-1)
  return last?.status === 'in_progress' ? [last] : dependencies.filter(({ status }) => status === 'done')
}

const partsOf = ({ title, result }: Dependency): Part[] =>
  result === null
    ? []
    : [
        { name: title, isFile: false, text: result.text, missing: '' },
        ...artifactsOf(result).map(({ name, text, missing = '' }) => ({ name, isFile: true, text, missing })),
      ]

/** Checks that apply to every finished result. */
function checkResult(dependency: Dependency): Finding[] {
  const { title, result } = dependency
  const parts = partsOf(dependency)
  const about = `“${clip(flat(title), 200)}”`
  if (result === null || parts.every(({ text }) => text.trim() === ''))
    return [{ what: points.hasResult(about), isMet: false, evidence: points.empty }]
  const unread = storedArtifactsOf(result).map(({ name }) => flat(name))
  return [
    { what: points.hasResult(about), isMet: true, evidence: points.characters(parts[0]?.text.length ?? 0) },
    ...parts.filter(({ isFile }) => isFile).map(checkFile),
    ...(unread.length === 0
      ? []
      : [{ what: points.isReadable(about), isMet: false, evidence: points.notText(unread.join(', ')) }]),
    checkPlaceholders(about, parts),
    ...parts.flatMap(checkLinks),
  ]
}

function checkFile({ name, text, missing }: Part): Finding {
  const what = points.fileComplete(flat(name))
  if (text.trim() === '') return { what, isMet: false, evidence: points.empty }
  if (missing !== '') return { what, isMet: false, evidence: points.partsMissing(flat(missing)) }
  const fault = /\.json$/i.test(name) ? findJsonFault(text) : null
  return { what, isMet: fault === null, evidence: fault ?? points.characters(text.length) }
}

const findJsonFault = (text: string): string | null =>
  orElse(() => JSON.stringify(JSON.parse(text)), null) === null ? points.invalidJson : null

/** Marks of placeholders, including those of drafts from earlier versions. */
const placeholder =
  /\b(?:TODO|FIXME|TBD|XXX)\b|\blorem ipsum\b|\b[Ss]till missing:|\[[^\]\n]{0,80}(?:placeholder|to be (?:done|written|filled)|your .{1,40} here)[^\]\n]{0,80}\]|\bnothing was handed over\b/i

const maxQuoted = 5

function checkPlaceholders(about: string, parts: readonly Part[]): Finding {
  const what = points.hasNoPlaceholder(about)
  const found = parts.flatMap(({ name, text }) =>
    writtenLines(name, text).flatMap((line, at) =>
      placeholder.test(line) ? [`${flat(name)}:${at + 1} ${JSON.stringify(clip(line.trim(), 160))}`] : [],
    ),
  )
  if (found.length === 0) return { what, isMet: true, evidence: points.noPlaceholder }
  const more = found.length > maxQuoted ? `, ${points.more(found.length - maxQuoted)}` : ''
  return { what, isMet: false, evidence: `${found.slice(0, maxQuoted).join(', ')}${more}` }
}

/** The added lines of a diff: a removed placeholder does not count. */
const writtenLines = (name: string, text: string): string[] =>
  /\.(?:diff|patch)$/i.test(name)
    ? text.split('\n').map((line) => (line.startsWith('+') && !line.startsWith('+++ ') ? line : ''))
    : text.split('\n')

/** Links are not fetched, so their targets are unchecked. */
function checkLinks({ name, isFile, text }: Part): Finding[] {
  if (isFile && !/\.(?:md|markdown)$/i.test(name)) return []
  const targets = [...text.matchAll(/\]\(([^()\s]{0,2000})\)/g)].map((match) => match[1] ?? '')
  const broken = targets.filter((target) => !URL.canParse(target, 'file:///'))
  const empty = targets.filter((target) => target === '' || target === '#')
  if (targets.length === 0) return []
  const faults = [...broken.map(flat), ...empty.map(() => points.emptyLink)]
  const evidence =
    faults.length === 0 ? points.validLinks(targets.length) : faults.slice(0, maxQuoted).join(', ')
  return [{ what: points.linksValid(flat(name)), isMet: faults.length === 0, evidence }]
}
