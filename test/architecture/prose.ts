import { parseSync } from 'vite'
import type { SourceFile } from './layers.ts'
import { type Node, visit } from './syntax.ts'

/** Kinds of texts, each with the maximum number of words per sentence. An identifier is a single name. */
export const sentenceLimits = { interface: 20, cli: 20, refusal: 20, docs: 30, comment: 30, identifier: 1 }
export type TextKind = keyof typeof sentenceLimits

export interface Text {
  readonly kind: TextKind
  readonly path: string
  readonly text: string
}

export interface Finding extends Text {
  readonly rule: 'starter' | 'banned' | 'length'
}

/** First words that replace a noun. Questions may start with these words. */
const starter = /^(?:What|Who|Whoever|Whatever|That|One|Of|Nobody)\b/
/** Home-made words with a plain term in the glossary. */
const banned =
  /\b(?:mend(?:s|ed|ing)?|amiss|anew|rehears\w*|proviso\w*|draughtsman|nobody could|it may be|only begun|at most, it|has no place in|is no \w+ and no)\b/i
const bannedName =
  /^(?:say[A-Z]\w*|\w*(?:Desk|Wish|Scene|Mend|Mending|Draughtsman)(?:[A-Z]\w*|s)?|(?:desk|wish|scene|mend|mending|draughtsman|restless|hurry|grave|amiss)(?:[A-Z]\w*|s)?)$/

/** All violations of the writing rules in these texts. */
export function listFindings(texts: readonly Text[]): Finding[] {
  return texts.flatMap((text) => {
    if (text.kind === 'identifier')
      return bannedName.test(text.text) ? [{ ...text, rule: 'banned' as const }] : []
    return sentencesOf(text.text).flatMap((sentence) => rulesBrokenBy(sentence, text))
  })
}

function rulesBrokenBy(sentence: string, { kind, path }: Text): Finding[] {
  const finding = (rule: Finding['rule']): Finding => ({ kind, path, text: sentence, rule })
  return [
    ...(starter.test(sentence) && !sentence.endsWith('?') ? [finding('starter')] : []),
    ...(banned.test(sentence) ? [finding('banned')] : []),
    ...(countWords(sentence) > sentenceLimits[kind] ? [finding('length')] : []),
  ]
}

const sentencesOf = (text: string): string[] =>
  text
    .replace(/\s+/g, ' ')
    .split(/(?<=[.!?:;])\s+(?=[\p{Lu}`"“])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')

const countWords = (sentence: string): number =>
  sentence.split(' ').filter((word) => /\p{L}/u.test(word)).length

/** Comments, declared names and, for files of texts, the strings of a source file. */
export function readTexts(file: SourceFile): Text[] {
  const { program, comments } = parseSync(file.path, file.text)
  const texts: Text[] = joinComments(file.text, comments).map((text) => ({
    kind: 'comment',
    path: file.path,
    text,
  }))
  const strings = stringKindOf(file.path)
  visit(program, null, (node, parent) => {
    if (isDeclared(node, parent)) texts.push({ kind: 'identifier', path: file.path, text: String(node.name) })
    const text = literalOf(node)
    if (text === null || !/\p{L}{2,} \p{L}/u.test(text)) return
    if (strings !== null && parent?.type !== 'ImportDeclaration')
      texts.push({ kind: strings, path: file.path, text })
  })
  return texts
}

/** Prose of a Markdown page, without code, table rules and link targets. */
export function readMarkdown({ path, text }: SourceFile): Text[] {
  return text
    .replace(/^(```|~~~)[\s\S]*?^\1/gm, '')
    .replace(/`[^`\n]*`/g, '`x`')
    .replace(/\]\([^)]*\)/g, ']')
    .split(/\n\s*\n|\n(?=\s*(?:[-*|#>]|\d+\.) ?)|(?<=\|)\s/)
    .map((block) =>
      block
        .replace(/^\s*(?:[-*#>|]+|\d+\.)\s*/, '')
        .replace(/[*_[\]|]/g, '')
        .trim(),
    )
    .filter((block) => block !== '')
    .map((block) => ({ kind: 'docs', path, text: block }))
}

const stringKindOf = (path: string): TextKind | null => {
  if (path.startsWith('src-shared/words/en/refusals/')) return 'refusal'
  if (path.startsWith('src-shared/words/')) return 'interface'
  return path.startsWith('src-main/hosts/cli/') ? 'cli' : null
}

/** Text of a string or a template literal, with an ellipsis for each value. */
function literalOf(node: Node): string | null {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null
  if (node.type !== 'TemplateLiteral' || !Array.isArray(node.quasis)) return null
  return node.quasis.map((quasi) => String(Reflect.get(quasi.value, 'cooked'))).join('…')
}

const declaring = new Map([
  ['VariableDeclarator', 'id'],
  ['FunctionDeclaration', 'id'],
  ['TSInterfaceDeclaration', 'id'],
  ['TSTypeAliasDeclaration', 'id'],
  ['ClassDeclaration', 'id'],
  ['TSPropertySignature', 'key'],
  ['PropertyDefinition', 'key'],
])

const isDeclared = (node: Node, parent: Node | null): boolean =>
  node.type === 'Identifier' && parent !== null && parent[declaring.get(parent.type) ?? ''] === node

interface Comment {
  readonly type: string
  readonly value: string
  readonly start: number
  readonly end: number
}

/** Comments of a file. Consecutive line comments form one comment. */
function joinComments(source: string, comments: readonly Comment[]): string[] {
  const joined: { text: string; end: number; isLine: boolean }[] = []
  for (const { type, value, start, end } of comments) {
    const last = joined.at(-1)
    const isLine = type === 'Line'
    if (isLine && last?.isLine && /^\n[ \t]*$/.test(source.slice(last.end, start))) {
      last.text += ` ${value.trim()}`
      last.end = end
    } else joined.push({ text: value.replace(/^\s*\*/gm, ' ').trim(), end, isLine })
  }
  return joined
    .flatMap(({ text }) => text.split(/\n\s*\n|\n\s*(?=- |[A-Z]\d+ |@)/))
    .map((text) => text.trim())
    .filter((text) => text !== '' && !/^(?:biome-ignore|@|#|<reference)/.test(text))
}
