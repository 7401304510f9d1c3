import { printParseErrorCode, visit } from 'jsonc-parser'
import { endBefore, foundIn, type TextFault } from './text-fault.ts'

/** The first fault of a text that is no JSON; a reader that goes on after one says where it is, the browser's does not. */
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
  visit(
    text,
    {
      onObjectBegin: begin,
      onArrayBegin: begin,
      onObjectEnd: end,
      onArrayEnd: end,
      onError: (number, from, length) => {
        const code = printParseErrorCode(number)
        // What is not closed is said to end first.
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
  /** Where the innermost object or list begins that is open there. */
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
