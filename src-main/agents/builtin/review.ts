import { readBrief } from '../review-brief.ts'
import { type Ability, type Findings, nothingToDo, type Work } from './ability.ts'
import { heard, type Judgement } from './drafter.ts'
import { checkDemands, isBareRequest } from './review-demands.ts'
import { checkResult, type Finding, listReviewed, type Part, partsOf } from './review-rules.ts'
import { clip, flat, list, paragraphs, plural } from './text/phrases.ts'

/**
 * Says of results whether they are what was asked for. Rules come first, and no model talks them away; what rules cannot tell
 * is judged by the model for working, with a quote for each point; without one it is not passed.
 */
export const review: Ability = {
  skill: 'review',
  async run(work) {
    const reviewed = listReviewed(work.task)
    if (reviewed.length === 0)
      return nothingToDo('Result to review is missing. Depend on the task whose result is reviewed.')
    const { task, question } = readBrief(work.task.description.trim() || work.task.title)
    const parts = reviewed.flatMap(partsOf)
    const { findings, open } = checkDemands(question ?? task, parts)
    const ruled = [...findings]
    for (const each of reviewed) {
      await work.breathe()
      ruled.push(...checkResult(each))
    }
    if (open.length === 0) return report(ruled)
    // What has failed already needs nobody to be paid for saying so.
    const judged = ruled.every(({ isMet }) => isMet)
      ? await judge(work, { task, question, parts })
      : leftOpen(open, 'it fell short of the rules before it was judged')
    return report([...ruled, ...(judged ?? leftOpen(open, 'it cannot be judged without a model'))])
  },
}

const leftOpen = (open: readonly string[], evidence: string): Finding[] =>
  open.filter((what) => !isBareRequest(what)).map((what) => ({ what, isMet: false, evidence }))

/** So that it fits whole into what a model is asked: a part of a result cannot pass for all of it. */
const maxJudged = 60_000

interface Judged {
  readonly task: string
  readonly question: string | null
  readonly parts: readonly Part[]
}

/** What the model found, as far as it can be seen; null: there is none to ask. */
async function judge(work: Work, { task, question, parts }: Judged): Promise<Finding[] | null> {
  const what = 'it is what was asked for'
  const length = parts.reduce((sum, { text }) => sum + text.length, task.length + (question?.length ?? 0))
  if (length > maxJudged) {
    const evidence = `it cannot be judged whole: ${length} characters, of which a model is shown at most ${maxJudged}`
    return [{ what, isMet: false, evidence }]
  }
  const asked = { task, question, parts: parts.map(({ name, text }) => ({ name, text })) }
  const { draft, model, failure } = heard(work, await work.drafter.judge(asked, work.signal))
  if (draft !== null) return findingsOf(draft, model ?? 'the model', parts)
  return failure === null
    ? null
    : [{ what, isMet: false, evidence: `the model did not judge it: ${failure}` }]
}

function findingsOf({ verdict, points }: Judgement, model: string, parts: readonly Part[]): Finding[] {
  const written = parts.map(({ text }) => flat(text))
  const findings = points.map(({ what, isMet, quote, why }) => {
    const said = flat(quote)
    const isSeen = said !== '' && written.some((text) => text.includes(said))
    const because = isMet && !isSeen ? `${model} gives no quote that is there: ${why}` : why
    const shown = isSeen ? `${because} ${JSON.stringify(clip(said, 300))}` : because
    return { what, isMet: isMet && isSeen, evidence: shown }
  })
  const isPassed = verdict === 'pass' && points.length > 0
  return [...findings, { what: `${model} finds it right`, isMet: isPassed, evidence: `it says ${verdict}` }]
}

/** The verdict is the first word: whoever reads only that is told the truth. */
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
