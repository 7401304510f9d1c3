import { contentStems } from '#shared/text/content-words.ts'
import type { ContextTask, MadeArtifact } from '../context.ts'
import { readLines } from '../plan-section.ts'

/** Headings for questions to the owner. */
const asking =
  /^(?:\d+[.)]?\s*)?(?:(?:open|owner(?:['’]s)?|unanswered|unresolved|outstanding|remaining|key|pending)\s+)*(?:questions?|points to clarify|clarifications(?: needed)?|decisions? needed|to be (?:decided|clarified)|needs? an? (?:answer|decision))\b(?:\s+(?:for|to)\s+.{1,60})?\s*:?$/i
const answered =
  /^\s*(?:[-*+]\s+)?\[[xX]\]|~~.+~~|[✅✔]|(?:→|=>|->)\s*\S|\b(?:answer(?:ed)?|resolved|decided|decision|settled)\b\s*(?:[:—–-]|\(|\))|\((?:answered|resolved|decided|settled)\b/iu
const listMark = /^(?<indent>\s*)(?:[-*+•]|\d{1,3}[.)]|Q\d{0,2}[.:)])\s+(?:\[[ xX]\]\s+)?(?<text>\S.*)$/
const none = /^\W*(?:none|n\/?a|nothing|no(?: open)? questions?|tbd|-)\b/i
/** A separate line in any file: "Question for the owner: …?" */
const inline =
  /^\W*(?:open\s+)?(?:question|decision needed|to (?:be )?decide)s?\s*(?:\((?:for|to)\s+)?(?:for|to|from|by)\s+(?:the\s+)?(?:product\s+)?(?:owner|client|customer|user|stakeholders?|you)\)?\W*[:：]\W*(?<text>\S.*\?)/i

/** Questions to the owner that the file does not answer itself, in their order. */
export function listQuestions(text: string): string[] {
  const questions: string[] = []
  let level: number | null = null
  let indent = 0
  for (const line of readLines(text)) {
    if (line.level !== null) {
      if (level === null || line.level <= level) level = asking.test(line.title) ? line.level : null
      continue
    }
    const direct = inline.exec(line.text)?.groups?.text
    const item = listMark.exec(line.text)?.groups
    if (direct !== undefined && !answered.test(line.text)) questions.push(plain(direct))
    else if (level !== null && item !== undefined && isFirstLevel(item.indent ?? '', indent, questions)) {
      indent = (item.indent ?? '').length
      if (!none.test(item.text ?? '') && !answered.test(line.text)) questions.push(plain(item.text ?? ''))
      else if (answered.test(line.text)) questions.push('')
    } else if (level !== null && /\b(?:answer|a|decision|resolved)\s*[:：]\s*\S/i.test(line.text)) {
      questions.splice(-1, 1, '')
    } else if (level !== null && item === undefined && /\?\s*$/.test(line.text))
      questions.push(plain(line.text))
  }
  return [...new Set(questions.filter((question) => question !== ''))]
}

const isFirstLevel = (own: string, first: number, before: readonly string[]): boolean =>
  before.length === 0 || own.length <= first

const plain = (text: string): string =>
  text
    .replaceAll(/\*\*|`/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()

/** Minimum share of a question's content words for an answered question in other words to match. */
const enough = 0.6

/** Questions that no answered question to a person covers. */
export function listUnanswered(files: readonly MadeArtifact[], answers: readonly ContextTask[]): string[] {
  const said = answers.map(({ description, outcome }) => ({
    description,
    stems: contentStems(`${description} ${outcome}`),
  }))
  return [...new Set(files.flatMap(({ text }) => listQuestions(text)))].filter((question) => {
    const stems = [...contentStems(question)]
    return !said.some(
      (each) =>
        each.description.includes(question) ||
        (stems.length > 0 && stems.filter((stem) => each.stems.has(stem)).length / stems.length >= enough),
    )
  })
}
