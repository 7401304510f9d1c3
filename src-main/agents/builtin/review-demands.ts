import { type Finding, findJsonFault, type Part } from './review-rules.ts'
import { flat } from './text/phrases.ts'

/** What one sentence asks for; null: rules cannot say. */
type Rule = (match: RegExpExecArray, parts: readonly Part[]) => Omit<Finding, 'what'>

const file = '(?:the )?(?:file )?[`"“]?(?<file>[\\w./-]+\\.\\w{1,8})[`"”]?'
const end = '[.?!]*$'
const there = '(?:is there|exists|is present|is handed over)'
const holds = '(?:contains?|holds?|has|have|includes?|names?|mentions?)'
const texts =
  '(?:(?:a|the) )?(?:(?:section|heading|text|words?) )?(?<texts>[`"“][^`"“”]+[`"”](?:(?:,| and|, and) [`"“][^`"“”]+[`"”])*)'

/** A sentence is asked for by rules only where all of it is understood: what is left over is not looked past. */
const rules: readonly (readonly [sentence: RegExp, rule: Rule])[] = [
  [new RegExp(`^(?:is |there is )?${file} ${there}${end}`, 'iu'), isThere],
  [new RegExp(`^(?:is there|there is) ${file}${end}`, 'iu'), isThere],
  [new RegExp(`^(?:is )?${file} (?:is )?(?:valid|well-formed) json${end}`, 'iu'), isJson],
  [new RegExp(`^(?:does )?${file} ${holds} ${texts}${end}`, 'iu'), holdsTexts],
  [new RegExp(`^(?:does )?(?:the )?(?:result|it) ${holds} ${texts}${end}`, 'iu'), holdsTexts],
]

const bareRequest =
  /^(?:please )?(?:review|check|look at|look over|go over|read) (?:it|this|them|everything|the (?:results?|work)|what (?:the )?(?:tasks?|steps?|agents?|others) before (?:this |it )?(?:made|found|wrote|did))[.!]*$/i

/** It asks for a review and nothing of what is reviewed: only a model has something to say to it. */
export const isBareRequest = (what: string): boolean => bareRequest.test(what)

const leadIn = /^\s*(?:[-*]\s+)?(?:(?:done when|check that|make sure that):?\s+)?/i

/** Each sentence of what is asked for, as far as rules can tell whether it is so; the others as they are. */
export function checkDemands(
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

const notThere = { isMet: false, evidence: 'no such file was handed over' }

function isThere(match: RegExpExecArray, parts: readonly Part[]): Omit<Finding, 'what'> {
  const found = findFile(match, parts)
  if (found === undefined) return notThere
  const isMet = found.text.trim() !== ''
  return { isMet, evidence: isMet ? `${found.text.length} characters` : 'it is empty' }
}

function isJson(match: RegExpExecArray, parts: readonly Part[]): Omit<Finding, 'what'> {
  const found = findFile(match, parts)
  if (found === undefined) return notThere
  const fault = findJsonFault(found.text)
  return { isMet: fault === null, evidence: fault ?? 'it is read as JSON' }
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
      ? 'it is there'
      : `not there: ${lacking.map((each) => JSON.stringify(each)).join(', ')}`
  return { isMet: lacking.length === 0, evidence }
}
