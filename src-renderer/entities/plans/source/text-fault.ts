import { printParseErrorCode, visit as visitJson } from 'jsonc-parser'
import { type Document, isAlias, visit, type YAMLError } from 'yaml'
import type { words } from '#shared/words/words.ts'

/** Reason why a text cannot be parsed, with the range of the error. */
export interface TextFault {
  readonly kind: keyof (typeof words)['source']['faults']
  readonly from: number
  readonly to: number
  /** The text in this range. */
  readonly found: string
  /** Start of the unclosed bracket. */
  readonly opened?: number
}

export const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length

/** End of the last non-blank character before `at`, where something is missing. */
const endBefore = (text: string, at: number): number => text.slice(0, at).trimEnd().length

const shownSigns = 30

function foundIn(text: string, from: number, to: number): string {
  const [line = ''] = text.slice(from, to).trim().split('\n', 1)
  return line.length > shownSigns ? `${line.slice(0, shownSigns)}…` : line
}

/** The first error of invalid JSON. This parser continues after errors and gives positions, unlike `JSON.parse`. */
export function findJsonFault(text: string): TextFault {
  const open: number[] = []
  let ended: number | undefined
  let first: TextFault | null = null
  const begin = (at: number) => {
    open.push(at)
  }
  const end = () => {
    ended = open.pop()
  }
  visitJson(
    text,
    {
      onObjectBegin: begin,
      onArrayBegin: begin,
      onObjectEnd: end,
      onArrayEnd: end,
      onError: (number, from, length) => {
        const code = printParseErrorCode(number)
        // The parser reports the end of an unclosed bracket before the error, so the bracket is the one ended last.
        const opened = code.startsWith('Close') ? ended : open.at(-1)
        first ??= faultOf(code, { text, from, to: from + length, opened })
      },
    },
    { disallowComments: true, allowTrailingComma: false },
  )
  return first ?? { kind: 'unreadable', from: 0, to: 0, found: '' }
}

interface Met {
  readonly text: string
  readonly from: number
  readonly to: number
  /** Start of the innermost open object or list at this position. */
  readonly opened: number | undefined
}

const inQuotes = {
  UnexpectedEndOfString: 'quote',
  InvalidEscapeCharacter: 'escape',
  InvalidUnicode: 'escape',
  InvalidCharacter: 'control',
  InvalidCommentToken: 'comment',
  UnexpectedEndOfComment: 'comment',
  UnexpectedEndOfNumber: 'number',
} as const

function faultOf(code: string, met: Met): TextFault {
  const { text, from, to, opened } = met
  const found = foundIn(text, from, to)
  const here = (kind: TextFault['kind']): TextFault => ({ kind, from, to, found })
  const before = (kind: TextFault['kind']): TextFault => {
    const at = endBefore(text, from)
    return { kind, from: Math.max(0, at - 1), to: at, found: foundIn(text, at - 1, at) }
  }
  const plain = Object.entries(inQuotes).find(([each]) => each === code)?.[1]
  if (plain !== undefined) return here(plain)
  if (code === 'InvalidSymbol') return here(kindOfSymbol(found))
  if (code === 'EndOfFileExpected') return here(/^[}\]]/.test(found) ? 'stray' : 'after')
  if (opened !== undefined && (found === '' || isOther(text[opened], found))) {
    return { kind: found === '' ? 'unclosed' : 'crossed', from, to, found, opened }
  }
  if (code === 'ColonExpected') return before('colon')
  if (code === 'CommaExpected')
    return to > from && /\d$/.test(text.slice(0, from)) ? here('number') : before('comma')
  if (found === ',') return here('extraComma')
  const last = before('extraComma')
  if (last.found === ',' && /^[}\]]/.test(found)) return last
  return code === 'PropertyNameExpected' ? here('name') : before('value')
}

const isOther = (opening: string | undefined, closing: string): boolean =>
  (opening === '{' && closing === ']') || (opening === '[' && closing === '}')

function kindOfSymbol(found: string): TextFault['kind'] {
  if (/^['‘’“”„«»`]/.test(found)) return 'straight'
  if (/^[-+.\d]/.test(found)) return 'number'
  if (/^(true|false|null)$/i.test(found)) return 'small'
  return /^[\p{L}_]/u.test(found) ? 'bare' : 'stray'
}

const kinds: Partial<Record<YAMLError['code'], TextFault['kind']>> = {
  BAD_ALIAS: 'alias',
  BAD_DQ_ESCAPE: 'escape',
  BAD_INDENT: 'indent',
  BAD_SCALAR_START: 'start',
  BLOCK_AS_IMPLICIT_KEY: 'nested',
  MULTIPLE_DOCS: 'documents',
  TAB_AS_INDENT: 'tab',
  UNEXPECTED_TOKEN: 'stray',
}

/** Every missing character has the same error code, so the message is matched instead. */
const missing: readonly (readonly [RegExp, TextFault['kind']])[] = [
  [/closing .quote/, 'quote'],
  [/end with a/, 'unclosed'],
  [/map values/, 'pair'],
  [/^Missing ,/, 'comma'],
  [/^Unexpected ,/, 'extraComma'],
  [/- indicator/, 'indent'],
]

export function faultOfYaml(document: Document.Parsed, wrong: YAMLError, text: string): TextFault {
  const { code, message } = wrong
  const kind = missing.find(([sign]) => sign.test(message))?.[1] ?? kinds[code] ?? 'unreadable'
  const [from] = wrong.pos
  const lineEnd = text.indexOf('\n', from)
  const to = Math.max(from, lineEnd === -1 ? text.length : lineEnd)
  const fault = { kind, from, to, found: foundIn(text, from, to) }
  if (kind === 'quote') return { ...fault, from: startOfQuoted(document, from) }
  if (kind === 'unclosed') {
    return { ...fault, opened: Math.max(0, text.lastIndexOf(message.endsWith(']') ? '[' : '{', from)) }
  }
  return kind === 'start' ? { ...fault, found: text[from] ?? '' } : fault
}

/** For an unclosed quote, the parser reports the end of the text, so find the start of the scalar. */
function startOfQuoted(document: Document.Parsed, at: number): number {
  let start = at
  visit(document, {
    Scalar(_, { range }) {
      if (range && range[0] < at && at <= range[2]) start = range[0]
    },
  })
  return start
}

/** The first alias without an anchor, which is most likely meant as plain text. */
export function findLooseAlias(document: Document.Parsed): TextFault | null {
  let found: TextFault | null = null
  visit(document, (_, node) => {
    if (!isAlias(node) || node.resolve(document) !== undefined) return
    const [from, to] = node.range ?? [0, 0]
    found = { kind: 'alias', from, to, found: `*${node.source}` }
    return visit.BREAK
  })
  return found
}
