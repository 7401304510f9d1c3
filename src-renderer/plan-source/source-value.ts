import { jsonLanguage } from '@codemirror/lang-json'
import { parseDocument } from 'yaml'

export const sourceFormats = ['json', 'yaml'] as const
export type SourceFormat = (typeof sourceFormats)[number]

/** Lines count from 1. */
export interface SourceFault {
  readonly line: number
  readonly message: string
}

/** What a text holds, or where it cannot be read. */
export type SourceValue = { readonly value: unknown } | { readonly fault: SourceFault }

export const readValue = (text: string, format: SourceFormat): SourceValue =>
  format === 'json' ? readJson(text) : readYaml(text)

function readJson(text: string): SourceValue {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { fault: { line: lineCount(text.slice(0, findFault(text))), message } }
  }
}

/** Where a reader that goes on after a fault meets the first; the browser's own does not say. */
function findFault(text: string): number {
  let at = text.trimEnd().length
  jsonLanguage.parser.parse(text).iterate({
    enter: ({ type, from }) => {
      if (type.isError) at = Math.min(at, from)
    },
  })
  return at
}

function readYaml(text: string): SourceValue {
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'error', uniqueKeys: false })
  const [wrong] = document.errors
  if (wrong !== undefined) {
    return { fault: { line: lineCount(text.slice(0, wrong.pos[0])), message: wrong.message } }
  }
  return { value: document.toJS({ maxAliasCount: 1000 }) }
}

const lineCount = (text: string): number => text.split('\n').length
